import { randomUUID } from 'node:crypto';
import {
  type ChallengeStore,
  type Clock,
  type ContactStore,
  type MessageSender,
  type Notifier,
  type NotifierPorts,
  type NotifierSettings,
  type OutgoingRecord,
  createNotifier,
  silentNotifierObserver,
  untraced,
} from '@countersign/engine';
import type { Challenge, Outcome } from '@countersign/events';
import { notifierHttp } from '@countersign/notifier';
import {
  type Scope,
  apiKeys,
  contactVault,
  createApiKey,
  createLog,
  keyRing,
  systemClock,
  systemRandomness,
} from '@countersign/runtime';
import {
  binding,
  challenge,
  challengeRecord,
  codeIn,
  contactsOf,
  contactsRecord,
  mac,
  outcomesIn,
  topics,
} from './notifier-records.ts';

/** A challenge whose code was sent, and what its customer read. */
export interface SentChallenge {
  readonly id: string;
  readonly accountId: string;
  readonly bindingDigest: string;
  readonly code: string;
}

/** A notifier on given stores, behind its real HTTP interface on loopback. Mail and log are lists; time is the machine's unless given. */
export interface ServedNotifier {
  readonly notifier: Notifier;
  readonly url: string;
  readonly apiKey: string;
  /** Claims challenges, sends their codes and reads them; every one of an account and a device of its own unless given. */
  send(given: readonly Partial<Challenge>[]): Promise<readonly SentChallenge[]>;
  /** The same, of which some may be refused: a code was sent where `codeOf` knows one. */
  ask(given: readonly Partial<Challenge>[]): Promise<readonly Challenge[]>;
  /** The newest code of a challenge, as its customer read it. */
  codeOf(challengeId: string): string | undefined;
  /** Sends what is due. */
  drive(): Promise<void>;
  /** One request; its status and body. */
  post(path: string, body: object): Promise<{ readonly status: number; readonly body: unknown }>;
  verify(id: string, code: string, bindingDigest?: string): Promise<number>;
  /** Publishes what waits and tells every outcome so far. */
  outcomes(): Promise<readonly Outcome[]>;
  close(): Promise<void>;
}

const phone = { value: '+436641234567' };

/** What a served notifier stands on. */
export interface ServedOn {
  readonly challenges: ChallengeStore;
  readonly contacts: ContactStore;
  readonly clock?: Clock;
  readonly ports?: Partial<NotifierPorts>;
  readonly settings?: Partial<NotifierSettings>;
  /** What its key may do; `verify` when absent. */
  readonly scopes?: readonly Scope[];
}

/** Beyond what any test asks: what is tested is what happens behind them. */
const noLimits = { perKey: { burst: 1e9, perSecond: 1e9 }, perSource: { burst: 1e9, perSecond: 1e9 } };
const claimedAtOnce = 200;

export async function servedNotifier({
  clock = systemClock,
  ports,
  settings,
  scopes = ['verify'],
  ...stores
}: ServedOn): Promise<ServedNotifier> {
  const codes = new Map<string, string>();
  const published: OutgoingRecord[] = [];
  const provider: MessageSender = {
    send(message) {
      codes.set(message.id.split('.')[0] ?? '', codeIn(message));
      return Promise.resolve({ ok: true });
    },
  };
  const notifier = createNotifier(
    {
      ...stores,
      vault: contactVault(keyRing({ contacts: [{ kid: 'c1', secret: Buffer.alloc(32, 7) }] }), systemRandomness),
      senders: {
        email: provider,
        sms: provider,
      },
      publisher: { publish: (records) => Promise.resolve(void published.push(...records)) },
      clock,
      randomness: systemRandomness,
      mac,
      ...ports,
    },
    {
      topics,
      identity: { brand: 'Example Shop', supportContact: 'support@example.com' },
      phoneCountries: ['AT'],
      observer: silentNotifierObserver,
      trace: untraced,
      ...settings,
    },
  );
  const { key: apiKey, entry } = createApiKey(systemRandomness, scopes);
  const http = notifierHttp({
    useCases: notifier,
    cases: { waiting: async () => [], show: async () => undefined, resolve: async () => ({ result: 'unknown' }) },
    labelling: async () => ({ result: 'unknown_event' }),
    brand: 'Example Shop',
    supportContact: 'support@example.com',
    apiKeys: apiKeys([entry]),
    log: createLog({ level: 'error', service: 'notifier' }),
    version: '1.0.0',
    limits: noLimits,
  });
  const url = await http.listen({ host: '127.0.0.1', port: 0 });

  const post: ServedNotifier['post'] = async (path, body) => {
    const response = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: await response.json() };
  };
  const drive = async (): Promise<void> => {
    while ((await notifier.driveDue()) > 0);
  };
  const known = new Set<string>();
  const ask: ServedNotifier['ask'] = async (given) => {
    const nowMs = clock.now();
    const made = given.map((over) => ({ ...freshChallenge(nowMs), ...over }));
    for (let from = 0; from < made.length; from += claimedAtOnce) {
      const some = made.slice(from, from + claimedAtOnce);
      const strangers = some.filter(({ accountId }) => !known.has(accountId));
      const contacts = strangers.map(({ accountId }) => contactsRecord({ ...contactsOf(accountId), phone }));
      for (const { accountId } of strangers) known.add(accountId);
      await notifier.handle([...contacts, ...some.map((one) => challengeRecord(one))]);
      await drive();
    }
    return made;
  };
  return {
    notifier,
    url,
    apiKey,
    async send(given) {
      return (await ask(given)).map(({ id, accountId, bindingDigest }) => {
        const code = codes.get(id);
        if (code === undefined) throw new Error(`no code was sent for challenge ${id}`);
        return { id, accountId, bindingDigest, code };
      });
    },
    ask,
    codeOf: (challengeId) => codes.get(challengeId),
    drive,
    post,
    verify: async (id, code, bindingDigest = binding) =>
      (await post(`/v1/challenges/${id}/verify`, { code, bindingDigest })).status,
    async outcomes() {
      while ((await notifier.sweepOutbox()) > 0);
      return outcomesIn(published);
    },
    close: () => http.close(),
  };
}

/** Of a new account and device, made now. `nowMs`: epoch milliseconds. */
function freshChallenge(nowMs: number): Challenge {
  const instant = (ms: number): string => new Date(ms).toISOString();
  return {
    ...challenge,
    id: randomUUID(),
    accountId: `account-${randomUUID()}`,
    device: `device-${randomUUID()}`,
    createdAt: instant(nowMs),
    expiresAt: instant(nowMs + 600_000),
  };
}
