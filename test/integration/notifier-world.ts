import { createHash, randomBytes } from 'node:crypto';
import {
  type ChallengeStore,
  type Clock,
  type Message,
  type MessageSender,
  type Notifier,
  type NotifierPorts,
  type NotifierSettings,
  type OutgoingRecord,
  type SendResult,
  type Senders,
  createNotifier,
  silentNotifierObserver,
  untraced,
} from '@countersign/engine';
import type { Challenge } from '@countersign/events';
import { contactEnvelope, contactVault, keyRing } from '@countersign/runtime';
import { memoryChallengeStore, memoryContactStore } from '@countersign/testkit';
import { challengeRecord, codeIn, contactsOf, contactsRecord, mac, startMs, topics } from './notifier-records.ts';
import { virtualTime } from './virtual-time.ts';

/** A notifier with everything around it in memory, and time that only tests move. */
export interface NotifierWorld {
  readonly notifier: Notifier;
  readonly store: ReturnType<typeof memoryChallengeStore>;
  readonly contacts: ReturnType<typeof memoryContactStore>;
  /** Messages that the provider saw, whatever it answered. */
  readonly messages: Message[];
  /** Records that the log took. */
  readonly published: OutgoingRecord[];
  /** What the provider answers next; then it takes everything. */
  readonly answers: (SendResult | 'throws' | 'never answers')[];
  /** Errors that the observer was told. */
  readonly failures: unknown[];
  advance(ms: number): Promise<void>;
  nowMs(): number;
  readonly clock: Clock;
  /** Drives what is due and publishes what waits, until nothing is left for this instant. */
  settle(): Promise<void>;
  /** Another copy on the same stores. */
  another(): Notifier;
  breakLog(isBroken: boolean): void;
}

export interface WorldOptions {
  /** Stands between the notifier and its store. */
  readonly store?: (store: ChallengeStore) => ChallengeStore;
  readonly settings?: Partial<NotifierSettings>;
  readonly ports?: Partial<NotifierPorts>;
  /** Channels that the provider carries; mail alone when absent. */
  readonly senders?: (provider: MessageSender) => Senders;
  /** When its time begins; `startMs` of the records unless a server with a clock of its own is told when to forget. */
  readonly beginMs?: number;
}

/** The keys that every world seals contacts with. */
export const contactKeys = keyRing({ contacts: [{ kid: 'c1', secret: Buffer.alloc(32, 7) }] });

export function notifierWorld(options: WorldOptions = {}): NotifierWorld {
  const store = memoryChallengeStore();
  const contacts = memoryContactStore();
  const messages: Message[] = [];
  const published: OutgoingRecord[] = [];
  const answers: (SendResult | 'throws' | 'never answers')[] = [];
  const failures: unknown[] = [];
  const time = virtualTime(options.beginMs ?? startMs);
  let isLogBroken = false;
  let drawn = 0;

  const provider: MessageSender = {
    send(message) {
      messages.push(message);
      const answer = answers.shift() ?? { ok: true };
      if (answer === 'throws') return Promise.reject(new Error('a defect of the adapter'));
      return answer === 'never answers' ? new Promise(() => {}) : Promise.resolve(answer);
    },
  };
  const another = (): Notifier =>
    createNotifier(
      {
        challenges: options.store?.(store) ?? store,
        contacts,
        vault: contactVault(contactKeys, { bytes: randomBytes }),
        envelope: contactEnvelope(contactKeys),
        senders: options.senders?.(provider) ?? { email: provider },
        publisher: {
          publish(records) {
            if (isLogBroken) return Promise.reject(new Error('no broker'));
            published.push(...records);
            return Promise.resolve();
          },
        },
        clock: time.clock,
        randomness: {
          bytes(length) {
            drawn += 1;
            return createHash('sha512').update(`seed ${drawn}`).digest().subarray(0, length);
          },
        },
        mac,
        ...options.ports,
      },
      {
        topics,
        identity: { brand: 'Example Shop', supportContact: 'support@example.com' },
        observer: { ...silentNotifierObserver, failed: (_, error) => void failures.push(error) },
        trace: untraced,
        phoneCountries: ['AT', 'DE'],
        ...options.settings,
      },
    );

  const notifier = another();
  return {
    notifier,
    store,
    contacts,
    messages,
    published,
    answers,
    failures,
    another,
    nowMs: () => time.clock.now(),
    clock: time.clock,
    advance: (ms) => time.advance(ms),
    async settle() {
      // What is published may be told to the customer: then something is due again.
      while ((await notifier.driveDue()) + (await notifier.sweepOutbox()) > 0);
    },
    breakLog: (isBroken) => void (isLogBroken = isBroken),
  };
}

/** Claims, sends and publishes; resolves with the code. */
export async function sentCode(world: NotifierWorld, given: Partial<Challenge> = {}): Promise<string> {
  await world.notifier.handle([contactsRecord(contactsOf(given.accountId ?? 'acc-1')), challengeRecord(given)]);
  await world.settle();
  return codeIn(world.messages.findLast((message) => codeIn(message) !== 'none'));
}

/** A code of the same length that is wrong. */
export const wrong = (code: string): string => (code === '123456' ? '123457' : '123456');
