import type { Batch, PartitionState, PartitionStore, Positions, Receipt } from '@countersign/engine';
import type { LocalDatabase } from './database.ts';
import { packFields, unpackFields } from './fields.ts';

interface Slot {
  readonly positions: Positions;
  readonly note: string;
  readonly applyId: string;
  readonly outbox: Buffer | null;
}

const emptySlot: Slot = { positions: {}, note: '', applyId: '', outbox: null };

/** Profiles, positions and outboxes of all partitions; an apply is one write transaction (DEL-18). */
export function embeddedPartitionStore(database: LocalDatabase): PartitionStore {
  const slots = database.table('partition-slots');
  const profiles = database.table('profiles');
  const read = (partition: number): Slot => decodeSlot(slots.getBinary(partition));
  const receipt = <T>(result: T): Receipt<T> => ({ result, durable: database.flushed });

  const applyNow = (partition: number, batch: Batch): 'applied' | 'moved' => {
    const stored = read(partition);
    if (stored.applyId === batch.applyId) return 'applied';
    if (!samePositions(stored.positions, batch.expected)) return 'moved';
    for (const [account, bytes] of batch.profiles) {
      if (bytes === null) void profiles.remove([partition, account]);
      else void profiles.put([partition, account], asBuffer(bytes));
    }
    const { next, note, applyId, outbox } = batch;
    void slots.put(partition, encodeSlot({ positions: next, note, applyId, outbox: asBuffer(outbox) }));
    return 'applied';
  };
  return {
    takeOver(partition) {
      const { positions, note, outbox } = read(partition);
      const state: PartitionState = { positions, note, outbox: outbox ?? undefined };
      return Promise.resolve(receipt(state));
    },
    load: (partition, accounts) => Promise.resolve(accounts.map((account) => profiles.getBinary([partition, account]))),
    apply: async (partition, batch) => receipt(await database.write(() => applyNow(partition, batch))),
    clearOutbox: (partition, applyId) =>
      database.write(() => {
        const slot = read(partition);
        if (slot.applyId === applyId) void slots.put(partition, encodeSlot({ ...slot, outbox: null }));
      }),
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
