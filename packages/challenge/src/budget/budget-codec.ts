import { CountersignError } from '@countersign/events';
import { type ByteReader, byteReader } from '../state-codec/byte-reader.ts';
import { type ByteWriter, byteWriter } from '../state-codec/byte-writer.ts';
import type { AccountBudget, BudgetEntry } from './account-budget.ts';
import type { SharedBudget } from './shared-budget.ts';
import type { FailedTries } from './try-delay.ts';

/** Of shared budgets, and of failed tries. */
const version = 1;
/** 1: without recent challenges. 2: with them. 3: with deliveries in a lane of their own. */
const accountVersion = 3;

/** A budget as bytes for a store: a version, then the fields in a fixed order; some 150 bytes an entry. */
export function encodeBudget(budget: AccountBudget): Uint8Array {
  const writer = byteWriter();
  writer.number(accountVersion);
  writer.number(budget.entries.length);
  for (const entry of budget.entries) putEntry(writer, entry);
  writer.number(budget.failures.length);
  for (const { day, tries } of budget.failures) {
    writer.number(day);
    writer.number(tries);
  }
  writer.number(budget.failuresInARow);
  writer.number(budget.recent.length);
  for (const { challengeId, atMs } of budget.recent) {
    writer.text(challengeId);
    writer.number(atMs);
  }
  return writer.done();
}

/** Reads what `encodeBudget` wrote. Throws `CountersignError` `bad_state` on anything else. */
export function decodeBudget(bytes: Uint8Array): AccountBudget {
  const [reader, found] = upTo(accountVersion, bytes);
  const budget = {
    entries: reader.list(() => takeEntry(reader, found)),
    failures: reader.list(() => ({ day: reader.number(), tries: reader.number() })),
    failuresInARow: reader.number(),
    recent: found === version ? [] : reader.list(() => ({ challengeId: reader.text(), atMs: reader.number() })),
  };
  reader.end();
  return budget;
}

/** A shared budget as bytes for a store, in the same way. */
export function encodeSharedBudget(budget: SharedBudget): Uint8Array {
  const writer = byteWriter();
  writer.number(version);
  writer.number(budget.length);
  for (const { id, atMs } of budget) {
    writer.text(id);
    writer.number(atMs);
  }
  return writer.done();
}

/** Reads what `encodeSharedBudget` wrote. Throws `CountersignError` `bad_state` on anything else. */
export function decodeSharedBudget(bytes: Uint8Array): SharedBudget {
  const reader = versioned(bytes);
  const budget = reader.list(() => ({ id: reader.text(), atMs: reader.number() }));
  reader.end();
  return budget;
}

/** Failed tries as bytes for a store, in the same way. */
export function encodeFailedTries({ count, lastAtMs }: FailedTries): Uint8Array {
  const writer = byteWriter();
  writer.number(version);
  writer.number(count);
  writer.number(lastAtMs);
  return writer.done();
}

/** Reads what `encodeFailedTries` wrote. Throws `CountersignError` `bad_state` on anything else. */
export function decodeFailedTries(bytes: Uint8Array): FailedTries {
  const reader = versioned(bytes);
  const failed = { count: reader.number(), lastAtMs: reader.number() };
  reader.end();
  return failed;
}

const versioned = (bytes: Uint8Array): ByteReader => upTo(version, bytes)[0];

function upTo(newest: number, bytes: Uint8Array): readonly [ByteReader, version: number] {
  const reader = byteReader(bytes);
  const found = reader.number();
  if (found >= version && found <= newest) return [reader, found];
  throw new CountersignError('bad_state', `A stored budget has version ${found}; this release reads 1 to ${newest}.`);
}

function putEntry(writer: ByteWriter, entry: BudgetEntry): void {
  writer.text(entry.challengeId);
  writer.number(entry.atMs);
  writer.number(entry.isProved ? 1 : 0);
  writer.optional(entry.device);
  writer.optional(entry.session);
  writer.text(entry.bindingDigest);
  writer.number(entry.expiresAtMs);
  writer.number(entry.isHandover ? 1 : 0);
}

const takeEntry = (reader: ByteReader, found: number): BudgetEntry => ({
  challengeId: reader.text(),
  atMs: reader.number(),
  isProved: reader.number() === 1,
  device: reader.optional(),
  session: reader.optional(),
  bindingDigest: reader.text(),
  expiresAtMs: reader.number(),
  isHandover: found >= 3 && reader.oneOf([false, true]),
});
