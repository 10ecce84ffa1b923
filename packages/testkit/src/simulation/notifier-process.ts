import {
  type ChallengeStore,
  type ContactStore,
  type MessageSender,
  type Notifier,
  type NotifierPorts,
  type TopicNames,
  createNotifier,
  notifierInputs,
  silentNotifierObserver,
  untraced,
} from '@countersign/engine';
import type { Network } from './network.ts';
import type { Scheduler, SimProcess } from './scheduler.ts';
import type { SimChallengeStore } from './sim-challenge-store.ts';
import { simClock } from './sim-clock.ts';
import type { Inboxes } from './inboxes.ts';
import type { SimLog } from './sim-log.ts';
import { simMac } from './sim-mac.ts';

/** Everything a simulated notifier is wired to. */
export interface NotifierSurroundings {
  readonly scheduler: Scheduler;
  readonly network: Network;
  readonly log: SimLog;
  readonly topics: TopicNames;
  readonly challenges: SimChallengeStore;
  readonly contacts: ContactStore;
  readonly inboxes: Inboxes;
  /** Offsets committed by the group, by `topic/partition`. */
  readonly commits: Map<string, number>;
  /** Wraps the store; how a mutation takes the outbox out. */
  readonly sabotage: (store: ChallengeStore) => ChallengeStore;
}

export interface NotifierProcess {
  readonly process: SimProcess;
  readonly notifier: Notifier;
}

const retryMs = 200;
const most = 3;

/** Starts a notifier as a process of its own: it reads, drives what is due and sweeps the outbox until it dies. */
export function startNotifierProcess(name: string, around: NotifierSurroundings): NotifierProcess {
  const process: SimProcess = { name, alive: true };
  const { scheduler, network, log, topics, contacts, challenges } = around;
  const sender: MessageSender = { send: (message) => network.call(process, () => around.inboxes.deliver(message)) };
  const ports: NotifierPorts = {
    challenges: around.sabotage(challenges.for(process)),
    contacts: {
      get: async (account) => network.call(process, () => contacts.get(account)).then((found) => found),
      put: async (account, sealed, revision) =>
        network.call(process, () => contacts.put(account, sealed, revision)).then((done) => done),
    },
    vault: {
      currentKid: () => 'simulated',
      seal: (_, plaintext) => plaintext,
      open: (_, sealed) => ({ ok: true, plaintext: sealed }),
      rewrap: () => undefined,
    },
    senders: { email: sender, sms: sender },
    publisher: log.publisherFor(process),
    clock: simClock(scheduler, process),
    randomness: { bytes: (length) => scheduler.random.bytes(length) },
    mac: simMac,
  };
  const settings = {
    topics,
    identity: { brand: 'Simulated Shop', supportContact: 'support@example.com' },
    observer: silentNotifierObserver,
    trace: untraced,
    phoneCountries: ['AT'],
  };
  const notifier = createNotifier(ports, settings);
  const pause = (): Promise<void> => new Promise((resolve) => void scheduler.after(process, retryMs, resolve));
  scheduler.add(process, () => {
    for (const topic of notifierInputs(topics)) {
      for (let partition = 0; partition < log.partitions; partition += 1) {
        void readOn(notifier, topic, partition, process, around, pause);
      }
    }
    void driveOn(notifier, process, around, pause);
    void sweepOn(notifier, process, around, pause);
  });
  return { process, notifier };
}

/** Every copy reads every partition: a claim that somebody else made already must do no harm. */
async function readOn(
  notifier: Notifier,
  topic: string,
  partition: number,
  process: SimProcess,
  { scheduler, log, commits }: NotifierSurroundings,
  pause: () => Promise<void>,
): Promise<void> {
  const name = `${topic}/${partition}`;
  let next = commits.get(name) ?? 0;
  while (process.alive) {
    const records = log.records(topic, partition).slice(next, next + 1 + scheduler.random.below(most));
    if (records.length === 0) {
      await new Promise<void>((resolve) => log.onAppend(() => scheduler.add(process, resolve)));
      continue;
    }
    try {
      await notifier.handle(records);
      next += records.length;
      commits.set(name, Math.max(commits.get(name) ?? 0, next));
    } catch {
      await pause();
    }
  }
}

async function driveOn(
  notifier: Notifier,
  process: SimProcess,
  { scheduler, challenges }: NotifierSurroundings,
  pause: () => Promise<void>,
): Promise<void> {
  while (process.alive) {
    const changed = nextChange(challenges, scheduler, process);
    try {
      if ((await notifier.driveDue()) > 0) continue;
    } catch {
      await pause();
      continue;
    }
    const due = nextDue(challenges, scheduler, process);
    await Promise.race([changed, due.reached]);
    due.cancel();
  }
}

async function sweepOn(
  notifier: Notifier,
  process: SimProcess,
  { scheduler, challenges }: NotifierSurroundings,
  pause: () => Promise<void>,
): Promise<void> {
  while (process.alive) {
    const changed = nextChange(challenges, scheduler, process);
    try {
      if ((await notifier.sweepOutbox()) > 0) continue;
    } catch {
      await pause();
      continue;
    }
    await (challenges.content().outbox.length > 0 ? pause() : changed);
  }
}

const nextChange = (challenges: SimChallengeStore, scheduler: Scheduler, process: SimProcess): Promise<void> =>
  new Promise((resolve) => challenges.onChange(() => scheduler.add(process, resolve)));

/** At the earliest due time, or a little later when somebody else has taken it. */
function nextDue(
  challenges: SimChallengeStore,
  scheduler: Scheduler,
  process: SimProcess,
): { readonly reached: Promise<void>; cancel(): void } {
  const { promise: reached, resolve } = Promise.withResolvers<void>();
  const earliest = Math.min(...challenges.content().due.values());
  if (earliest === Number.POSITIVE_INFINITY) return { reached, cancel: () => {} };
  const delayMs = Math.max(retryMs * 10, earliest - scheduler.nowMs());
  return { reached, cancel: scheduler.after(process, delayMs, resolve) };
}
