import type { PartitionState, PartitionStore, Positions, Receipt } from '@countersign/engine';
import type { Network } from './network.ts';
import type { SimProcess } from './scheduler.ts';
import { type VersionedState, versionedState } from './versioned-state.ts';

interface Slot extends PartitionState {
  readonly profiles: ReadonlyMap<string, Uint8Array>;
  readonly applyId: string;
}

/** Guards of the store that a mutation test leaves out. */
export interface StoreGuards {
  readonly positionCheck: boolean;
  readonly applyId: boolean;
}

export interface SimPartitionStore {
  /** The store as one process sees it. */
  for(process: SimProcess): PartitionStore;
  slot(partition: number): Slot;
  failover(partition: number): void;
}

const empty: Slot = { positions: {}, outbox: undefined, note: '', profiles: new Map(), applyId: '' };

const samePositions = (one: Positions, other: Positions): boolean =>
  [...new Set([...Object.keys(one), ...Object.keys(other)])].every(
    (topic) => (one[topic] ?? -1) === (other[topic] ?? -1),
  );

/** Partition slots that answer before they are durable and may lose what was not. */
export function simPartitionStore(
  network: Network,
  random: Parameters<VersionedState<Slot>['failover']>[0],
  guards: StoreGuards,
): SimPartitionStore {
  const slots = new Map<number, VersionedState<Slot>>();
  const slotOf = (partition: number): VersionedState<Slot> => {
    const known = slots.get(partition) ?? versionedState(empty);
    slots.set(partition, known);
    return known;
  };
  const receipt = <T>(process: SimProcess, slot: VersionedState<Slot>, result: T): Receipt<T> => {
    const epoch = slot.epoch();
    return { result, durable: () => network.call(process, () => slot.durable(epoch)) };
  };
  return {
    slot: (partition) => slotOf(partition).current(),
    failover: (partition) => slotOf(partition).failover(random),
    for: (process) => ({
      takeOver: (partition) =>
        network.call(process, () => {
          const slot = slotOf(partition);
          slot.write({ ...slot.current() });
          return receipt(process, slot, slot.current());
        }),
      load: (partition, accounts) =>
        network.call(process, () => {
          const { positions, note, profiles } = slotOf(partition).current();
          return { positions, note, profiles: accounts.map((account) => profiles.get(account)) };
        }),
      apply: (partition, batch) =>
        network.call(process, () => {
          const slot = slotOf(partition);
          const stored = slot.current();
          const isOurs = guards.applyId
            ? stored.applyId === batch.applyId
            : samePositions(stored.positions, batch.next);
          if (isOurs) return receipt(process, slot, 'applied' as const);
          if (guards.positionCheck && !samePositions(stored.positions, batch.expected)) {
            return receipt(process, slot, 'moved' as const);
          }
          const profiles = new Map(stored.profiles);
          for (const [account, bytes] of batch.profiles) {
            if (bytes === null) profiles.delete(account);
            else profiles.set(account, bytes);
          }
          const { next, outbox, applyId, note } = batch;
          slot.write({ positions: next, outbox, note, profiles, applyId });
          return receipt(process, slot, 'applied' as const);
        }),
      clearOutbox: (partition, applyId) =>
        network.call(process, () => {
          const slot = slotOf(partition);
          if (slot.current().applyId === applyId) slot.write({ ...slot.current(), outbox: undefined });
        }),
      unfit: () => Promise.resolve([]),
      close: () => Promise.resolve(),
    }),
  };
}
