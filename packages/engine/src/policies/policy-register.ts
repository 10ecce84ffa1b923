import { type PolicyActivated, type PolicyPublished, decodeRecord } from '@countersign/events';
import type { LogReader, LogRecord } from '../ports/event-log.ts';
import { type ModelPieces, modelKey, modelKeyPrefix, withPiece } from './model-pieces.ts';
import { unpackPolicy } from './policy-packing.ts';

/** A published policy with its document unpacked. */
export interface RegisteredPolicy extends Omit<PolicyPublished, 'document'> {
  readonly text: string;
}

/** Keys of the two pointer records of `risk.policies` (DEL-22). */
export const policyPointers = { active: 'active', candidate: 'candidate' } as const;

/** What `risk.policies` says: every published policy, which one is in force, and which one decides beside it. */
export interface PolicyRegister {
  /** By `id@version`. */
  readonly documents: ReadonlyMap<string, RegisteredPolicy>;
  /** Pieces of published models, by digest. */
  readonly models: ReadonlyMap<string, ModelPieces>;
  readonly active: PolicyActivated | undefined;
  readonly candidate: PolicyActivated | undefined;
  /** Records that cannot be read, a sentence each by key; what they replace stays as it was. */
  readonly unreadable: ReadonlyMap<string, string>;
  /** Offset of the next record. */
  readonly next: number;
}

/** `id@version`, a policy's key on the topic and its name everywhere. */
export const policyName = ({ id, version }: { readonly id: string; readonly version: number }): string =>
  `${id}@${version}`;

/** Nothing published. */
export const emptyRegister: PolicyRegister = {
  documents: new Map(),
  models: new Map(),
  active: undefined,
  candidate: undefined,
  unreadable: new Map(),
  next: 0,
};

const recordsPerRead = 100;

/** The register with what came since; the whole topic for an empty one. A topic that does not exist holds nothing. */
export async function readPolicies(
  reader: LogReader,
  topic: string,
  known: PolicyRegister = emptyRegister,
): Promise<PolicyRegister> {
  if (known.next === 0 && (await reader.partitionCount(topic)) === undefined) return known;
  const { low, high } = await reader.bounds(topic, 0);
  let register = known.next > high ? emptyRegister : known; // The topic was made anew.
  for (let from = Math.max(low, register.next); from < high; from = register.next) {
    const records = await reader.read(topic, 0, from, recordsPerRead);
    for (const record of records) register = withRecord(register, record);
    if (records.length === 0) register = { ...register, next: high }; // Compaction left nothing here.
  }
  return register;
}

function withRecord(register: PolicyRegister, record: LogRecord): PolicyRegister {
  const key = Buffer.from(record.key ?? []).toString();
  const unreadable = new Map(register.unreadable);
  unreadable.delete(key);
  const next = { ...register, unreadable, next: record.offset + 1 };
  const refused = (why: string): PolicyRegister => {
    unreadable.set(key, `Record ${record.offset} of ${record.topic} cannot be used: ${why}`);
    return next;
  };
  if (key === policyPointers.active || key === policyPointers.candidate) {
    if (record.value === null) return { ...next, [key]: undefined };
    const pointer = decodeRecord('policy.activated', record.value);
    return pointer.ok ? { ...next, [key]: pointer.record.data } : refused(pointer.message);
  }
  if (key.startsWith(modelKeyPrefix)) {
    if (record.value === null) return next;
    const piece = decodeRecord('model.published', record.value);
    if (!piece.ok) return refused(piece.message);
    const { data } = piece.record;
    if (modelKey(data) !== key || data.part >= data.parts) return refused(`its key is not ${modelKey(data)}.`);
    return {
      ...next,
      models: new Map(register.models).set(data.digest, withPiece(register.models.get(data.digest), data)),
    };
  }
  const documents = new Map(register.documents);
  if (record.value === null) documents.delete(key);
  else {
    const published = decodeRecord('policy.published', record.value);
    if (!published.ok) return refused(published.message);
    const { document, ...rest } = published.record.data;
    const text = unpackPolicy(document);
    if (text === undefined) return refused('its document is not zstd in base64, or larger than 1 MiB.');
    if (policyName(rest) !== key) return refused(`its key is not ${policyName(rest)}.`);
    documents.set(key, { ...rest, text });
  }
  return { ...next, documents };
}
