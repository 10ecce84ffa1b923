import type { Message, TopicNames } from '@countersign/engine';
import { decodeRecord } from '@countersign/events';
import { codeIn } from './inboxes.ts';
import { appShows } from './sim-apps.ts';
import type { NotifierProcess } from './notifier-process.ts';
import type { Scheduler } from './scheduler.ts';
import type { SimLog } from './sim-log.ts';

/** What customers were told, for the oracle. */
export interface Customers {
  read(message: Message): void;
  /** From now on whoever is asked for a code of an app does something with it. */
  watchApps(): void;
  /** For each code of an app that verified more than one challenge: how many. */
  usedTwice(): readonly number[];
  /** How often `verified` was answered, by challenge id. */
  readonly verified: ReadonlyMap<string, number>;
}

const readingMs = 400_000;
/** Nobody waits for a mail: an app is opened sooner. */
const openingMs = 60_000;

/** Customers who type codes, mistype them, ask for another one or another way, report, or do nothing; through any live notifier. Of some SMS the provider says that they never arrived. */
export function createCustomers(
  scheduler: Scheduler,
  log: SimLog,
  topics: TopicNames,
  notifiers: () => readonly NotifierProcess[],
): Customers {
  const { random } = scheduler;
  const verified = new Map<string, number>();

  const somebody = (): NotifierProcess | undefined => {
    const alive = notifiers().filter(({ process }) => process.alive);
    return alive.length === 0 ? undefined : random.pick(alive);
  };
  const opened = new Map<string, Set<string>>();
  const told = new Set<string>();
  const lastShown = new Map<string, string>();
  const verify = (challengeId: string, code: string, account?: string): void => {
    const at = somebody();
    const bindingDigest = bindingOf(log, topics, challengeId);
    if (at === undefined || bindingDigest === undefined) return;
    scheduler.add(at.process, () => {
      void at.notifier.verify(challengeId, { code, bindingDigest }).then((answer) => {
        if (answer !== 'verified') return;
        verified.set(challengeId, (verified.get(challengeId) ?? 0) + 1);
        const name = `${account} ${code}`;
        if (account !== undefined) opened.set(name, (opened.get(name) ?? new Set()).add(challengeId));
      });
    });
  };
  const others = {
    resend: (id: string) => ask((at) => at.notifier.resend(id, random.chance(0.5) ? { channel: 'email' } : {})),
    reportUndelivered: (message: Message) => {
      const [challengeId = '', sendSeq] = message.id.split('.');
      const named = { challengeId, sendSeq: Number(sendSeq), channel: message.channel, provider: 'simulated' };
      const receipt = {
        ...named,
        state: 'undelivered',
        isAddressDead: false,
        isProviders: true,
        seal: message.id,
      } as const;
      ask((at) => at.notifier.receive(receipt));
    },
    report: (id: string) => ask((at) => at.notifier.reportNotMe(id)),
  };
  const ask = (request: (at: NotifierProcess) => Promise<unknown>): void => {
    const at = somebody();
    if (at !== undefined) scheduler.add(at.process, () => void request(at));
  };
  const act = (challengeId: string, code: string, account?: string): void => {
    const what = random.next();
    if (what < 0.5) verify(challengeId, code, account);
    else if (what < 0.6) [code, code].forEach((one) => verify(challengeId, one, account));
    else if (what < 0.7) for (let guess = 0; guess < 6; guess += 1) verify(challengeId, String(100_000 + guess));
    else if (what < 0.8) others.resend(challengeId);
    else if (what < 0.9) others.report(challengeId);
  };
  const showApps = (): void => {
    for (const record of log.all(topics.outcomes)) {
      const read = decodeRecord('challenge.outcome', record.value);
      if (!read.ok || told.has(read.record.data.id)) continue;
      const { id, kind, channel, challengeId, accountId } = read.record.data;
      told.add(id);
      if (kind !== 'sent' || channel !== 'authenticator') continue;
      // Now and then somebody watched, and shows the code that the owner showed for another act.
      const show = (): void => {
        const code = random.chance(0.4) ? lastShown.get(accountId) : undefined;
        const shown = code ?? appShows(accountId, scheduler.nowMs());
        lastShown.set(accountId, shown);
        act(challengeId, shown, accountId);
      };
      scheduler.after(undefined, random.below(openingMs), show);
    }
    log.onAppend(showApps);
  };

  return {
    verified,
    watchApps: () => log.onAppend(showApps),
    usedTwice: () => [...opened.values()].map(({ size }) => size).filter((size) => size > 1),
    read(message) {
      const code = codeIn(message);
      const challengeId = message.id.split('.')[0];
      if (code === undefined || challengeId === undefined) return;
      scheduler.after(undefined, random.below(readingMs), () => {
        if (message.channel === 'sms' && random.chance(0.1)) others.reportUndelivered(message);
        else act(challengeId, code);
      });
    },
  };
}

function bindingOf(log: SimLog, topics: TopicNames, challengeId: string): string | undefined {
  for (const record of log.all(topics.challenges)) {
    const decoded = decodeRecord('challenge.requested', record.value);
    if (decoded.ok && decoded.record.data.id === challengeId) return decoded.record.data.bindingDigest;
  }
  return undefined;
}
