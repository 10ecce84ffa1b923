import type { ChallengeStore, OutboxCodec, OutgoingRecord, PartitionStore, ScorerPorts } from '@countersign/engine';
import { type ScorerSabotage, noSabotage } from './scorer-process.ts';
import type { StoreGuards } from './sim-partition-store.ts';

/** The guards of the delivery protocol; leaving any one out must make the simulation fail. */
export const scorerGuards = [
  'position check',
  'applyId',
  're-publish',
  'wait before publishing',
  'wait on takeover',
  'final bytes in the outbox',
] as const;
export type ScorerGuard = (typeof scorerGuards)[number];

/** The guards of the notifier's own. */
export const notifierGuards = [
  "the notifier's outbox",
  'wait before sending or answering',
  "spending an app's code",
] as const;
export type NotifierGuard = (typeof notifierGuards)[number];

/** Everything that can be left out. */
export const guards = [...scorerGuards, ...notifierGuards] as const;
export type Guard = (typeof guards)[number];

/** The challenge store that a notifier works with when one guard is left out. */
export function challengeSabotageOf(guard: Guard | undefined): (store: ChallengeStore) => ChallengeStore {
  switch (guard) {
    case "the notifier's outbox":
      return (store) => ({ ...store, transition: (change) => store.transition({ ...change, outbox: [] }) });
    case 'wait before sending or answering':
      return (store) => ({
        ...store,
        transition: async (change) => ({ ...(await store.transition(change)), durable: atOnce }),
        pending: async (...args) => ({ ...(await store.pending(...args)), durable: atOnce }),
      });
    case "spending an app's code":
      return (store) => ({
        ...store,
        transition: (change) =>
          isApp(change.challengeId) ? Promise.resolve({ result: 'stored', durable: atOnce }) : store.transition(change),
      });
    default:
      return (store) => store;
  }
}

const isApp = (id: string): boolean => id.startsWith('authenticator:');

/** The store's own guards, with one of them left out where asked. */
export const storeGuardsWithout = (guard: Guard | undefined): StoreGuards => ({
  positionCheck: guard !== 'position check',
  applyId: guard !== 'applyId',
});

/** What a scorer works with when one guard is left out. @param wording the policy version in force now */
export function sabotageOf(guard: Guard | undefined, wording: () => number): ScorerSabotage {
  switch (guard) {
    case 're-publish':
      return {
        ...noSabotage,
        outbox: (codec) => ({ ...codec, open: (bytes) => ({ ...codec.open(bytes), records: [] }) }),
      };
    case 'wait before publishing':
      return { ...noSabotage, ports: (ports) => withStore(ports, hasty(ports.partitions, 'apply')) };
    case 'wait on takeover':
      return { ...noSabotage, ports: (ports) => withStore(ports, hasty(ports.partitions, 'takeOver')) };
    case 'final bytes in the outbox':
      return { ...noSabotage, outbox: (codec) => rewording(codec, wording) };
    default:
      return noSabotage;
  }
}

const withStore = (ports: ScorerPorts, partitions: PartitionStore): ScorerPorts => ({ ...ports, partitions });

const atOnce = (): Promise<void> => Promise.resolve();

function hasty(store: PartitionStore, step: 'apply' | 'takeOver'): PartitionStore {
  return step === 'apply'
    ? { ...store, apply: async (...args) => ({ ...(await store.apply(...args)), durable: atOnce }) }
    : { ...store, takeOver: async (...args) => ({ ...(await store.takeOver(...args)), durable: atOnce }) };
}

/** An outbox that keeps what was decided but words it when it is published. */
function rewording(codec: OutboxCodec, wording: () => number): OutboxCodec {
  return {
    ...codec,
    open(bytes) {
      const { applyId, records } = codec.open(bytes);
      return { applyId, records: records.map((record) => reworded(record, wording())) };
    },
  };
}

function reworded(record: OutgoingRecord, version: number): OutgoingRecord {
  const text = Buffer.from(record.value ?? []).toString();
  return { ...record, value: Buffer.from(text.replace(/("policy":\{"id":"[^"]*","version":)\d+/, `$1${version}`)) };
}
