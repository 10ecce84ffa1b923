import { styleText } from 'node:util';
import type { EmailMessage } from '@countersign/engine';
import type { Action, Decision } from '@countersign/events';
import type { Explanation } from '@countersign/scoring';
import type { SampleReport } from './replay-sample.ts';

/** Tells a person at a terminal what happens. */
export interface Narrator {
  quietMonth(events: number, asked: number): void;
  act(number: number, of: number, title: string): void;
  event(says: string, decision: Decision, explanation: Explanation): void;
  message(message: EmailMessage): void;
  /** A challenge that no message could be sent for. */
  noMessage(): void;
  code(code: string, answer: string): void;
  notMe(answer: string): void;
  progress(done: number, of: number): void;
  report(report: SampleReport): void;
}

const styles = { allow: 'green', challenge: 'yellow', hold: 'magenta', deny: 'red' } as const satisfies Record<
  Action,
  string
>;
const messageLines = 9;

/** @param say writes one line; @param isTerminal progress overwrites itself there, elsewhere it is a line now and then */
export function createNarrator(say: (line: string) => void, isTerminal: boolean): Narrator {
  let shown = -1;
  return {
    quietMonth: (events, asked) =>
      say(
        `\nMara is a customer in Vienna. For a month she signs in and buys groceries: ${events} events, ${asked === 0 ? 'no code asked' : `${asked} codes asked`}.`,
      ),
    act: (number, of, title) => say(`\n${styleText('bold', `Act ${number} of ${of}: ${title}`)}`),
    event(says, decision, explanation) {
      say(`\n  ${says}`);
      say(`    event     ${decision.eventType} at ${decision.logTime.slice(0, 16).replace('T', ' ')}`);
      const word = styleText(styles[decision.action], decision.action);
      say(
        `    decision  ${word}, score ${decision.score}${decision.flags.length > 0 ? ` (${decision.flags.join(', ')})` : ''}`,
      );
      for (const sentence of explanation.sentences.slice(0, 4)) say(`              ${sentence}`);
    },
    message({ to, subject, text }) {
      say(`    message   to ${to}: ${subject}`);
      const body = text.split('\n').filter((line) => line.trim() !== '');
      for (const line of body.slice(0, messageLines)) say(styleText('dim', `              | ${line.trim()}`));
    },
    noMessage: () =>
      say('    message   none: no channel of hers may approve this, so the shop has to hold it for a person.'),
    code(code, answer) {
      const learned =
        answer === 'verified'
          ? ' Learned: what was provisional about this device, place or amount now counts as hers.'
          : '';
      say(`    typed     ${code}: ${styleText(answer === 'verified' ? 'green' : 'red', answer)}.${learned}`);
    },
    notMe: () =>
      say(
        '    pressed   "This wasn\'t me": the account is frozen for sensitive acts, and nothing was learned from this device.',
      ),
    progress(done, of) {
      const percent = Math.floor((done / of) * 100);
      if (isTerminal)
        process.stdout.write(
          `\r  ${done.toLocaleString('en')} of ${of.toLocaleString('en')} events (${percent} %)${done === of ? '\n' : ''}`,
        );
      else if (Math.floor(percent / 20) > shown) {
        shown = Math.floor(percent / 20);
        say(`  ${done.toLocaleString('en')} of ${of.toLocaleString('en')} events (${percent} %)`);
      }
    },
    report(report) {
      const count = (value: number): string => value.toLocaleString('en');
      const { byAction } = report;
      const rate = Math.round(report.events / Math.max(report.seconds, 0.001));
      say(`  events             ${count(report.events)} (${count(rate)} a second)`);
      say(
        `  decisions          ${count(byAction.allow)} allowed, ${count(byAction.challenge)} challenged, ${count(byAction.hold)} held, ${count(byAction.deny)} denied`,
      );
      say(
        `  labelled frauds    ${count(report.fraudsCaught)} of ${count(report.frauds)} caught (${share(report.fraudsCaught, report.frauds)})`,
      );
      say(
        `  honest customers   ${count(report.legitimateAsked)} of ${count(report.legitimate)} events asked for a code (${share(report.legitimateAsked, report.legitimate)})`,
      );
    },
  };
}

/** A share in percent; a dash where there was nothing to take one of. */
const share = (part: number, whole: number): string => (whole === 0 ? '–' : `${((part / whole) * 100).toFixed(1)} %`);
