import { utf8Bytes } from '@countersign/events';
import { sameBytes } from '../code/same-bytes.ts';
import { type AppHmac, stepAt, stepCode } from './step-code.ts';

/** Steps before and after the present one whose codes count: clocks of phones are off, and people type slowly (RFC 6238 §5.2). */
const windowSteps = 1;

/** The step that a code belongs to, and how many codes in a row were shown, typed one after the other (RFC 4226 §7.4). */
export interface MatchingStep {
  readonly step: number;
  readonly codes: 1 | 2;
}

/**
 * Which step near `nowMs` has this code, or this pair of codes that follow each other; undefined when none has. A step is
 * accepted only after `lastStep`: no code counts twice (OTP-20, RFC 6238 §5.2). Always the same work: four codes and six comparisons.
 */
export function matchingStep(
  secret: Uint8Array,
  typed: string,
  nowMs: number,
  lastStep: number,
  hmac: AppHmac,
): MatchingStep | undefined {
  const first = stepAt(nowMs) - windowSteps - 1;
  const codes = Array.from({ length: 2 * windowSteps + 2 }, (_, at) => stepCode(secret, first + at, hmac));
  const presented = utf8Bytes(typed);
  let found: MatchingStep | undefined;
  for (let at = 1; at < codes.length; at += 1) {
    const [before = '', code = ''] = [codes[at - 1], codes[at]];
    const step = first + at;
    const isSingle = sameBytes(utf8Bytes(code), presented);
    const isPair = sameBytes(utf8Bytes(before + code), presented);
    if (isSingle && step > lastStep) found ??= { step, codes: 1 };
    if (isPair && step - 1 > lastStep) found ??= { step, codes: 2 };
  }
  return found;
}
