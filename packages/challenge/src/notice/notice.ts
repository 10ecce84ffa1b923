import type { Act } from '@countersign/events';
import type { ContactKind } from '../contact/known-contacts.ts';

/** What customers are told without having asked; nothing else is ever sent unasked. New ones at the end: stored as index. */
export const noticeKinds = [
  /** To the contact whose place was taken (OTP-31). */
  'contact_changed',
  /** To all contacts: a report was received (OTP-34). */
  'reported',
  /** To all contacts: an act is held because no channel may approve it (OTP-37, OTP-39). */
  'act_held',
  /** A step-up from a new place or device (OTP-38). */
  'step_up_verified',
  'step_up_failed',
  /** Of an authenticator app (OTP-20). */
  'authenticator_added',
  'authenticator_removed',
  /** Of its recovery codes (OTP-20). */
  'recovery_code_used',
  'recovery_codes_renewed',
] as const;
export type NoticeKind = (typeof noticeKinds)[number];

/** What a notice says besides its kind. */
export interface NoticeFacts {
  /** Epoch milliseconds. */
  readonly atMs: number;
  /** What was tried, as far as there was an act. */
  readonly act?: Act | undefined;
  /** Of `contact_changed`. */
  readonly contact?: ContactKind | undefined;
  /** What the reference in the text is made of: the id of a challenge, of a decision or of the cause. */
  readonly about: string;
}

/** How long a notice is tried; then it is no news any more. */
export const noticeLifeMs = 24 * 3_600_000;
/** Longest pause between two tries, while a provider does not answer. */
const longestPauseMs = 600_000;

/** How a notice stands. `waiting`: it is sent, or sent again. */
export const noticeStatuses = ['waiting', 'sent', 'failed', 'expired'] as const;
export type NoticeStatus = (typeof noticeStatuses)[number];

/** A notice to one contact. What names a person lies sealed in `content`. */
export interface NoticeState {
  readonly kind: NoticeKind;
  readonly accountId: string;
  readonly channel: 'email' | 'sms';
  readonly raisedAtMs: number;
  readonly status: NoticeStatus;
  readonly tries: number;
  readonly nextTryAtMs: number;
  readonly content: Uint8Array;
}

/** The notice taken for sending, so that nobody else sends it for `leaseMs`; undefined when nothing is to be sent now. */
export function beginNotice(state: NoticeState, nowMs: number, leaseMs: number): NoticeState | undefined {
  if (state.status !== 'waiting' || nowMs < state.nextTryAtMs || isOver(state, nowMs)) return undefined;
  return { ...state, tries: state.tries + 1, nextTryAtMs: nowMs + leaseMs };
}

/** Ends a notice whose time is over; any other stays as it is. */
export const expireNotice = (state: NoticeState, nowMs: number): NoticeState =>
  state.status === 'waiting' && isOver(state, nowMs) ? { ...state, status: 'expired' } : state;

/** The notice after the provider's answer: done, given up, or tried again after a pause that doubles. */
export function answeredNotice(
  state: NoticeState,
  nowMs: number,
  result: { ok: boolean; retry?: boolean },
): NoticeState {
  if (state.status !== 'waiting') return state;
  if (result.ok) return { ...state, status: 'sent' };
  if (result.retry !== true) return { ...state, status: 'failed' };
  return { ...state, nextTryAtMs: nowMs + Math.min(1_000 * 2 ** Math.min(state.tries, 20), longestPauseMs) };
}

/** When somebody must look at it again; null: never. */
export const noticeDueAtMs = (state: NoticeState): number | null =>
  state.status === 'waiting' ? Math.min(state.nextTryAtMs, state.raisedAtMs + noticeLifeMs) : null;

const isOver = ({ raisedAtMs }: NoticeState, nowMs: number): boolean => nowMs >= raisedAtMs + noticeLifeMs;
