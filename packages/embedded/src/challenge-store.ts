import type { CaseStore, ChallengeStore, PendingRecord, Receipt, Transition } from '@countersign/engine';
import type { LocalDatabase, Table } from './database.ts';
import { packFields, unpackFields } from './fields.ts';

interface Kept {
  readonly version: number;
  readonly dueAtMs: number | null;
  readonly keepUntilMs: number;
  readonly state: Buffer;
}

/** Challenges of the notifier. */
export const embeddedChallengeStore = (database: LocalDatabase): ChallengeStore =>
  transitionStore(database, 'challenges', 'outcome-outbox');

/** Cases of held decisions. */
export const embeddedCaseStore = (database: LocalDatabase): CaseStore =>
  transitionStore(database, 'cases', 'resolution-outbox');

/** States, their due times and the outbox, in tables of their own; a transition is one write transaction. Leases live in this one process. */
function transitionStore(database: LocalDatabase, name: string, outboxName: string): CaseStore {
  const challenges = database.table(name);
  const due = database.table(`${name}-due`);
  const forget = database.table(`${name}-forget`);
  const outbox = database.table(outboxName);
  const outboxOrder = database.table(`${outboxName}-order`);
  const marks = database.table(`${name}-marks`);
  const leases = new Map<string, number>();
  let nextOrder = lastNumber(outboxOrder) + 1;

  const read = (id: string): Kept | undefined => decode(challenges.getBinary(id));
  /** What can be read is on the disk. */
  const receipt = <T>(result: T): Receipt<T> => ({ result, durable: () => Promise.resolve() });
  const isFree = (name: string, nowMs: number): boolean => (leases.get(name) ?? 0) <= nowMs;

  const addToOutbox = ({ id, bytes }: PendingRecord): void => {
    if (outbox.getBinary(id) !== undefined) return;
    const order = nextOrder;
    nextOrder += 1;
    void outbox.put(id, packFields([Buffer.from(String(order)), bytes]));
    void outboxOrder.put(order, Buffer.from(id));
  };
  const change = (transition: Transition): 'stored' | 'conflict' => {
    const { challengeId, expectedVersion, state, dueAtMs, keepUntilMs } = transition;
    const before = read(challengeId);
    if ((before?.version ?? 0) !== expectedVersion) {
      // Waits for the disk as a write does: who is refused must not be answered sooner than whose try was counted (OTP-05).
      void marks.put('touched', Buffer.alloc(state.length));
      return 'conflict';
    }
    if (before !== undefined && before.dueAtMs !== null) void due.remove([before.dueAtMs, challengeId]);
    if (before !== undefined) void forget.remove([before.keepUntilMs, challengeId]);
    if (dueAtMs !== null) void due.put([dueAtMs, challengeId], nothing);
    void forget.put([keepUntilMs, challengeId], nothing);
    void challenges.put(
      challengeId,
      encode({ version: expectedVersion + 1, dueAtMs, keepUntilMs, state: Buffer.from(state) }),
    );
    for (const record of transition.outbox) addToOutbox(record);
    leases.delete(challengeId);
    return 'stored';
  };
  const forgetOld = (nowMs: number): Promise<void> =>
    database.write(() => {
      for (const key of forget.getKeys({ end: [nowMs], limit: forgottenAtOnce })) {
        const [, id] = key as [number, string];
        const dueAtMs = read(id)?.dueAtMs;
        if (typeof dueAtMs === 'number') void due.remove([dueAtMs, id]);
        void forget.remove(key);
        void challenges.remove(id);
        leases.delete(id);
      }
    });
  return {
    load(id) {
      const kept = read(id);
      return Promise.resolve(kept === undefined ? undefined : { state: kept.state, version: kept.version });
    },
    transition: async (transition) => receipt(await database.write(() => change(transition))),
    async takeDue(nowMs, leaseMs, limit) {
      if (forget.getKeysCount({ end: [nowMs], limit: 1 }) > 0) await forgetOld(nowMs);
      const taken = [];
      for (const key of due.getKeys({ end: [nowMs + 1] })) {
        const [atMs, challengeId] = key as [number, string];
        if (!isFree(challengeId, nowMs)) continue;
        leases.set(challengeId, nowMs + leaseMs);
        taken.push({ challengeId, atMs });
        if (taken.length === limit) break;
      }
      return taken;
    },
    waiting: (limit) =>
      Promise.resolve(
        [...due.getKeys({ limit })].map((key) => {
          const [atMs, challengeId] = key as [number, string];
          return { challengeId, atMs };
        }),
      ),
    pending(nowMs, leaseMs, limit) {
      const taken: PendingRecord[] = [];
      for (const { value } of outboxOrder.getRange({})) {
        const id = value.toString();
        const kept = outbox.getBinary(id);
        if (kept === undefined || !isFree(`outbox ${id}`, nowMs)) continue;
        leases.set(`outbox ${id}`, nowMs + leaseMs);
        taken.push({ id, bytes: unpackFields(kept)[1] ?? nothing });
        if (taken.length === limit) break;
      }
      return Promise.resolve(receipt(taken));
    },
    published: (ids) =>
      database.write(() => {
        for (const id of ids) {
          const kept = outbox.getBinary(id);
          if (kept === undefined) continue;
          void outboxOrder.remove(Number(unpackFields(kept)[0]?.toString()));
          void outbox.remove(id);
          leases.delete(`outbox ${id}`);
        }
      }),
  };
}

const nothing = Buffer.alloc(0);
const forgottenAtOnce = 500;

function lastNumber(table: Table): number {
  for (const key of table.getKeys({ reverse: true, limit: 1 })) return key as number;
  return 0;
}

const encode = ({ version, dueAtMs, keepUntilMs, state }: Kept): Buffer =>
  packFields([Buffer.from(JSON.stringify([version, dueAtMs, keepUntilMs])), state]);

function decode(bytes: Buffer | undefined): Kept | undefined {
  if (bytes === undefined) return undefined;
  const [head, state] = unpackFields(bytes);
  const [version, dueAtMs, keepUntilMs] = JSON.parse(head?.toString() ?? '[]') as [number, number | null, number];
  return { version, dueAtMs, keepUntilMs, state: state ?? nothing };
}
