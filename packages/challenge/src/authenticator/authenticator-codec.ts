import { CountersignError } from '@countersign/events';
import { type ByteReader, byteReader } from '../state-codec/byte-reader.ts';
import { type ByteWriter, byteWriter } from '../state-codec/byte-writer.ts';
import type { Authenticator, AuthenticatorRecord, Enrolment } from './authenticator-record.ts';

const version = 1;

/** A record as bytes, about 600 of them, to be sealed before they are stored: they hold secrets (OTP-20). */
export function encodeAuthenticator({ active, enrolment, spentApprovals }: AuthenticatorRecord): Uint8Array {
  const writer = byteWriter();
  writer.number(version);
  writer.number(active === undefined ? 0 : 1);
  if (active !== undefined) putActive(writer, active);
  writer.number(enrolment === undefined ? 0 : 1);
  if (enrolment !== undefined) putEnrolment(writer, enrolment);
  writer.number(spentApprovals.length);
  for (const approval of spentApprovals) writer.text(approval);
  return writer.done();
}

/** Reads what `encodeAuthenticator` wrote. Throws `CountersignError` `bad_state` on anything else. */
export function decodeAuthenticator(bytes: Uint8Array): AuthenticatorRecord {
  const reader = byteReader(bytes);
  const found = reader.number();
  if (found !== version) {
    const text = `A stored authenticator has version ${found}; this release reads ${version}.`;
    throw new CountersignError('bad_state', text);
  }
  const record = {
    active: reader.number() === 0 ? undefined : takeActive(reader),
    enrolment: reader.number() === 0 ? undefined : takeEnrolment(reader),
    spentApprovals: reader.list(() => reader.text()),
  };
  reader.end();
  return record;
}

function putActive(writer: ByteWriter, active: Authenticator): void {
  writer.bytes(active.secret);
  for (const field of [active.enrolledAtMs, active.strongFromMs, active.lastStep]) writer.number(field);
  writer.text(active.lastStepFor);
  writer.number(active.recovery.length);
  for (const { digest, usedFor } of active.recovery) {
    writer.bytes(digest);
    writer.optional(usedFor);
  }
}

const takeActive = (reader: ByteReader): Authenticator => ({
  secret: reader.bytes(),
  enrolledAtMs: reader.number(),
  strongFromMs: reader.number(),
  lastStep: reader.number(),
  lastStepFor: reader.text(),
  recovery: reader.list(() => ({ digest: reader.bytes(), usedFor: reader.optional() })),
});

function putEnrolment(writer: ByteWriter, enrolment: Enrolment): void {
  writer.text(enrolment.id);
  writer.bytes(enrolment.secret);
  for (const field of [enrolment.expiresAtMs, enrolment.strongFromMs, enrolment.tries]) writer.number(field);
}

const takeEnrolment = (reader: ByteReader): Enrolment => ({
  id: reader.text(),
  secret: reader.bytes(),
  expiresAtMs: reader.number(),
  strongFromMs: reader.number(),
  tries: reader.number(),
});
