import type { Batch, PartitionStore, Positions, Receipt } from '@countersign/engine';
import type { LocalDatabase } from './database.ts';
import { packFields, unpackFields } from './fields.ts';

interface Slot {
  readonly positions: Positions;
  readonly note: string;
  readonly applyId: string;
  readonly outbox: Buffer | null;
}

const emptySlot: Slot = { positions: {}, note: '', applyId: '', outbox: null };

/** With what only the folder's owner may ask. */
export interface EmbeddedPartitionStore extends PartitionStore {
  /** First offset of a topic that was not applied yet; infinite where nobody applies it. */
  nextOffset(topic: string, partition: number): number;
}

/**
 * Profiles, positions and outboxes of all partitions; an apply is one transaction (DEL-18).
 * This process is the only writer, so the newest slot of each partition stands in memory, ahead of the disk by what is being
 * written; a refusal needs no look at the disk.
 */
export function embeddedPartitionStore(database: LocalDatabase): EmbeddedPartitionStore {
  const slotTable = database.table('partition-slots');
  const profiles = database.table('profiles');
  const slots = new Map<number, Slot>();
  /** The last write of each partition; what it wrote, or found in its way, is on the disk when it resolves. */
  const writes = new Map<number, Promise<void>>();

  const slotOf = (partition: number): Slot => slots.get(partition) ?? decodeSlot(slotTable.getBinary(partition));
  const settled = (partition: number): Promise<void> => writes.get(partition) ?? Promise.resolve();
  const receipt = <T>(partition: number, result: T): Receipt<T> => {
    const written = settled(partition);
    return { result, durable: () => written };
  };
  const change = (partition: number, slot: Slot, alsoWrite: () => void = () => {}): Promise<void> => {
    slots.set(partition, slot);
    const written = database.queue(() => {
      alsoWrite();
      void slotTable.put(partition, encodeSlot(slot));
    });
    written.catch(() => {}); // Whoever waits for it is told.
    writes.set(partition, written);
    return written;
  };
  const writeProfiles = (partition: number, batch: Batch): void => {
    for (const [account, bytes] of batch.profiles) {
      if (bytes === null) void profiles.remove([partition, account]);
      else void profiles.put([partition, account], asBuffer(bytes));
    }
  };
  return {
    async takeOver(partition) {
      await settled(partition);
      const { positions, note, outbox } = slotOf(partition);
      return receipt(partition, { positions, note, outbox: outbox ?? undefined });
    },
    async load(partition, accounts) {
      await settled(partition);
      const { positions, note } = slotOf(partition);
      return { positions, note, profiles: accounts.map((account) => profiles.getBinary([partition, account])) };
    },
    async apply(partition, batch) {
      const stored = slotOf(partition);
      if (stored.applyId !== batch.applyId) {
        if (!samePositions(stored.positions, batch.expected)) return receipt(partition, 'moved');
        const { next: positions, note, applyId, outbox } = batch;
        const slot = { positions, note, applyId, outbox: asBuffer(outbox) };
        void change(partition, slot, () => writeProfiles(partition, batch));
      }
      await settled(partition);
      return receipt(partition, 'applied');
    },
    async clearOutbox(partition, applyId) {
      const slot = slotOf(partition);
      if (slot.applyId === applyId && slot.outbox !== null) await change(partition, { ...slot, outbox: null });
    },
    nextOffset(topic, partition) {
      const position = slotOf(partition).positions[topic];
      return position === undefined ? Number.POSITIVE_INFINITY : position + 1;
    },
    unfit: () => Promise.resolve([]),
    close: () => Promise.resolve(),
  };
}

function samePositions(stored: Positions, expected: Positions): boolean {
  const names = Object.keys(stored);
  return names.length === Object.keys(expected).length && names.every((name) => stored[name] === expected[name]);
}

function encodeSlot({ positions, note, applyId, outbox }: Slot): Buffer {
  return packFields([Buffer.from(JSON.stringify(positions)), Buffer.from(note), Buffer.from(applyId), outbox]);
}

function decodeSlot(bytes: Buffer | undefined): Slot {
  if (bytes === undefined) return emptySlot;
  const [positions, note, applyId, outbox] = unpackFields(bytes);
  return {
    positions: JSON.parse(positions?.toString() ?? '{}') as Positions,
    note: note?.toString() ?? '',
    applyId: applyId?.toString() ?? '',
    outbox: outbox ?? null,
  };
}

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
