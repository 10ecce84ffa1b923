import type { Reason } from '@countersign/events';

/**
 * Reasons that decide by themselves, whatever the score: they carry no points, and no absence of other evidence would have
 * changed them. `account_frozen`: OTP-34; `flood`: DEL-14; `two_step`: OTP-40; `passkey_session`, `channels_barred`, `no_channel_left`: OTP-37, OTP-39.
 */
export const verdictReasons = [
  'account_frozen',
  'flood',
  'two_step',
  'passkey_session',
  'channels_barred',
  'no_channel_left',
] as const;

export type VerdictReason = (typeof verdictReasons)[number];

const codes: ReadonlySet<string> = new Set(verdictReasons);

/** Whether a code is one of them. */
export const isVerdictReason = (code: string): code is VerdictReason => codes.has(code);

/** One of them, with what it was about. */
export const verdictReason = (code: VerdictReason, observed?: string): Reason =>
  observed === undefined ? { code, points: 0 } : { code, points: 0, observed };
