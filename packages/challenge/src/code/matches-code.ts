import { utf8Bytes } from '@countersign/events';
import type { CodeKey, CodeMac } from './code-mac.ts';
import { type CodeName, deriveCode } from './derive-code.ts';
import { sameBytes } from './same-bytes.ts';

/** A code of a challenge, and what it approves. */
export interface BoundCode extends CodeName {
  readonly digits: number;
  readonly bindingDigest: string;
  readonly key: CodeKey;
}

/** What somebody presents. */
export interface Presented {
  readonly code: string;
  readonly bindingDigest: string;
}

/**
 * Compares what was presented with what was sent. Always the same work (three digests, two comparisons of equal length),
 * whatever matches (OTP-05).
 */
export function matchesCode(
  sent: BoundCode,
  presented: Presented,
  mac: CodeMac,
): { readonly code: boolean; readonly binding: boolean } {
  const digest = (code: string): Uint8Array => mac(`otp-check|v1|${sent.challengeId}|${code}`, sent.key.kid);
  const expected = digest(deriveCode(sent, sent.digits, sent.key, mac));
  const code = sameBytes(expected, digest(presented.code));
  const binding = sameBytes(utf8Bytes(sent.bindingDigest), utf8Bytes(presented.bindingDigest));
  return { code, binding };
}
