import { CountersignError } from '@countersign/events';
import { byteReader } from '../state-codec/byte-reader.ts';
import { byteWriter } from '../state-codec/byte-writer.ts';
import type { Handover, Spot } from './handover.ts';

const version = 1;
/** About a metre. */
const stepsPerDegree = 100_000;

/** A delivery as bytes for a store: a version, then the fields in a fixed order. */
export function encodeHandover({ challengeId, createdAtMs, door, delegate }: Handover): Uint8Array {
  const writer = byteWriter();
  writer.number(version);
  writer.text(challengeId);
  writer.number(createdAtMs);
  writer.number(door === undefined ? 0 : 1);
  if (door !== undefined) {
    writer.number(Math.round((door.latitude + 90) * stepsPerDegree));
    writer.number(Math.round((door.longitude + 180) * stepsPerDegree));
  }
  writer.bytes(delegate ?? new Uint8Array(0));
  return writer.done();
}

/** Reads what `encodeHandover` wrote. Throws `CountersignError` `bad_state` on anything else. */
export function decodeHandover(bytes: Uint8Array): Handover {
  const reader = byteReader(bytes);
  const found = reader.number();
  if (found !== version) {
    throw new CountersignError('bad_state', `A stored delivery has version ${found}; this release reads ${version}.`);
  }
  const challengeId = reader.text();
  const createdAtMs = reader.number();
  const door: Spot | undefined = reader.oneOf([false, true])
    ? { latitude: degrees(reader.number(), 90), longitude: degrees(reader.number(), 180) }
    : undefined;
  const delegate = reader.bytes();
  reader.end();
  return { challengeId, createdAtMs, door, delegate: delegate.length === 0 ? undefined : delegate };
}

/** Divided last: so what was read is what was written, to the last digit. */
const degrees = (steps: number, shift: number): number => (steps - shift * stepsPerDegree) / stepsPerDegree;
