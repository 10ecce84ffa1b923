import type { Channel } from '@countersign/events';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ChallengeState, endings, initialState, isOwnLife } from './challenge-state.ts';
import type { Command } from './challenge-command.ts';
import { dueAtMs } from './due-at.ts';
import {
  at,
  beginBy,
  challenge,
  claim,
  codeOf,
  expire,
  failedAs,
  present,
  report,
  resend,
  sentAs,
  startMs,
  wrongCode,
} from '../../test-support/sample-challenge.ts';

/** What must hold, told without the machine's own words: who knows which code, and until when it is good. */
interface Model {
  nowMs: number;
  isClaimed: boolean;
  /** Ending announced first, and whether a report followed. */
  ending: string | undefined;
  isReported: boolean;
  newestCode: number;
  handedOver: Set<number>;
  /** Channels that the newest code may have reached somebody by. */
  carriers: Set<Channel>;
  /** Instead of a message, codes of the account's app are asked for (OTP-20). */
  isAppAsked: boolean;
  goodUntilMs: number;
  wrongTries: number;
}

interface Real {
  state: ChallengeState;
}

/** Applies a command to both and checks everything that holds after any step. */
function step(model: Model, real: Real, command: Command): readonly string[] {
  const before = real.state;
  const { decided, events, state } = at(before, model.nowMs, command);
  real.state = state;
  if (!decided.ok) expect(state).toBe(before);
  for (const event of events) {
    if (event.type === 'code_sent') model.handedOver.add(event.sendSeq);
    if (event.type === 'channel_given_up' && event.isFinal) model.carriers.delete(event.channel);
    if (event.type === 'renewed') {
      expect(model.goodUntilMs - model.nowMs).toBeLessThan(180_000);
      model.goodUntilMs = event.expiresAtMs - startMs;
    }
    if ((endings as readonly string[]).includes(event.type)) {
      if (event.type === 'reported') {
        expect(model.isReported).toBe(false);
        model.isReported = true;
      } else expect([model.ending, model.isReported]).toEqual([undefined, false]);
      model.ending ??= event.type;
    }
  }
  if (isOwnLife(state)) {
    expect(state.tries).toBeLessThanOrEqual(5);
    expect(state.sendSeq).toBeLessThanOrEqual(5);
    expect(state.deliveredSeq).toBeLessThanOrEqual(state.sendSeq);
    expect(state.expiresAtMs - startMs).toBe(model.goodUntilMs);
    expect(state.expiresAtMs - startMs - model.nowMs).toBeLessThanOrEqual(600_000);
    expect(dueAtMs(state) === null).toBe(model.ending !== undefined);
  }
  return events.map(({ type }) => type);
}

class Do implements fc.Command<Model, Real> {
  readonly name: string;
  readonly waitMs: number;
  readonly work: (model: Model, real: Real) => void;
  constructor(name: string, waitMs: number, work: (model: Model, real: Real) => void) {
    this.name = name;
    this.waitMs = waitMs;
    this.work = work;
  }
  check = (): boolean => true;
  run(model: Model, real: Real): void {
    model.nowMs += this.waitMs;
    this.work(model, real);
  }
  toString = (): string => `${this.name} after ${this.waitMs} ms`;
}

const isOpen = (model: Model): boolean =>
  model.isClaimed && model.ending === undefined && model.nowMs < model.goodUntilMs;

const claimIt = (model: Model, real: Real): void => {
  const first = !model.isClaimed;
  if (first) model.goodUntilMs = 600_000;
  model.isClaimed = true;
  const events = step(model, real, claim);
  expect(events.includes('claimed')).toBe(first);
  if (first) expect(events.includes('suppressed')).toBe(model.nowMs >= 600_000);
};

const beginIt =
  (channel: Channel) =>
  (model: Model, real: Real): void => {
    if (step(model, real, beginBy(channel)).includes('sending_begun')) {
      expect(isOpen(model)).toBe(true);
      model.carriers.add(channel);
    }
  };

const askAgain = (model: Model, real: Real): void => {
  if (!step(model, real, resend).includes('code_requested')) return;
  model.newestCode += 1;
  model.carriers.clear();
  model.isAppAsked = false;
};

/** Only while nobody can have a message with the newest code, as the notifier does. */
const askApp = (model: Model, real: Real): void => {
  if (model.carriers.size > 0 || model.handedOver.has(model.newestCode)) return;
  const asking: Command = { type: 'record_sent', sendSeq: model.newestCode, channel: 'authenticator' };
  if (step(model, real, asking).includes('code_sent')) model.isAppAsked = true;
};

const presentAppCode =
  (isRight: boolean, binding: string) =>
  (model: Model, real: Real): void => {
    const open = isOpen(model);
    const app = isRight ? ({ kind: 'totp', step: 1, codes: 1, strength: 'strong' } as const) : undefined;
    const isOpened = isRight && model.isAppAsked && binding === challenge.bindingDigest;
    const events = step(model, real, { ...present(wrongCode, binding), app } as Command);
    expect(events.includes('verified')).toBe(open && isOpened);
    if (open && !isOpened) model.wrongTries += 1;
    const dies = open && !isOpened && (model.wrongTries === 5 || binding !== challenge.bindingDigest);
    expect(events.includes('failed')).toBe(dies);
  };

const presentCode =
  (sendSeq: number, binding: string) =>
  (model: Model, real: Real): void => {
    const open = isOpen(model);
    const code = sendSeq === 0 ? wrongCode : codeOf(sendSeq);
    const isRight =
      !model.isAppAsked &&
      sendSeq === model.newestCode &&
      (model.handedOver.has(sendSeq) || model.carriers.size > 0) &&
      binding === challenge.bindingDigest;
    const events = step(model, real, present(code, binding));
    expect(events.includes('verified')).toBe(open && isRight);
    if (open && !isRight) model.wrongTries += 1;
    const dies = open && !isRight && (model.wrongTries === 5 || binding !== challenge.bindingDigest);
    expect(events.includes('failed')).toBe(dies);
  };

const plain =
  (command: Command) =>
  (model: Model, real: Real): void =>
    void step(model, real, command);

const waits = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 5_000 }), fc.integer({ min: 20_000, max: 200_000 }));
const channels: fc.Arbitrary<Channel> = fc.constantFrom('sms', 'email');
const sendSeqs = fc.integer({ min: 0, max: 5 });
const bindings = fc.oneof(
  { weight: 9, arbitrary: fc.constant(challenge.bindingDigest) },
  { weight: 1, arbitrary: fc.constant('some-other-binding') },
);
const command = (name: string, work: fc.Arbitrary<(model: Model, real: Real) => void>): fc.Arbitrary<Do> =>
  fc.tuple(waits, work).map(([waitMs, run]) => new Do(name, waitMs, run));

const commands = [
  command('claim', fc.constant(claimIt)),
  command('begin sending', channels.map(beginIt)),
  command('begin sending', channels.map(beginIt)),
  command(
    'send failed by one of two channels',
    fc
      .tuple(sendSeqs, fc.boolean(), fc.shuffledSubarray(['sms', 'email'] as const, { minLength: 2 }))
      .map(([seq, retry, open]) => plain(failedAs(seq, 'rejected', retry, open))),
  ),
  command(
    'sent',
    sendSeqs.map((sendSeq) => plain(sentAs(sendSeq))),
  ),
  command(
    'send failed',
    fc.tuple(sendSeqs, fc.boolean()).map(([seq, retry]) => plain(failedAs(seq, 'timeout', retry))),
  ),
  command(
    'no contact',
    sendSeqs.map((sendSeq) => plain(failedAs(sendSeq, 'no_contact', true))),
  ),
  command(
    'present',
    fc.tuple(sendSeqs, bindings).map(([sendSeq, binding]) => presentCode(sendSeq, binding)),
  ),
  command(
    'present',
    fc.tuple(sendSeqs, bindings).map(([sendSeq, binding]) => presentCode(sendSeq, binding)),
  ),
  command('ask the app', fc.constant(askApp)),
  command(
    'present a code of the app',
    fc.tuple(fc.boolean(), bindings).map(([isRight, binding]) => presentAppCode(isRight, binding)),
  ),
  command('ask again', fc.constant(askAgain)),
  command('expire', fc.constant(plain(expire))),
  command('report', fc.constant(plain(report))),
];

test('no code verifies after its expiry, twice, for another send or another act, nor beyond the budgets', () => {
  fc.assert(
    fc.property(fc.commands(commands, { maxCommands: 40, size: 'max' }), (steps) => {
      const setup = (): { model: Model; real: Real } => ({
        model: {
          nowMs: 0,
          isClaimed: false,
          ending: undefined,
          isReported: false,
          newestCode: 1,
          handedOver: new Set(),
          carriers: new Set(),
          isAppAsked: false,
          goodUntilMs: 0,
          wrongTries: 0,
        },
        real: { state: initialState },
      });
      fc.modelRun(setup, steps);
    }),
    { numRuns: 1_000 },
  );
});
