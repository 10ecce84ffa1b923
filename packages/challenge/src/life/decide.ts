import type { CodeMac } from '../code/code-mac.ts';
import type { Command, Report } from './challenge-command.ts';
import type { RequiredAction } from './challenge-event.ts';
import { type ChallengeState, type ClaimedChallenge, hasEnded, isOwnLife } from './challenge-state.ts';
import { decideClaim } from './decide-claim.ts';
import { decideJoin } from './decide-join.ts';
import { decideResend } from './decide-resend.ts';
import { beginSending, recordSendFailure, recordSent } from './decide-sending.ts';
import { recordUndelivered } from './decide-undelivered.ts';
import { decideVerify } from './decide-verify.ts';
import { type Decided, happened, refused } from './decided.ts';

/**
 * What a command does to a challenge, at an instant. Changes nothing by itself: store what `evolve` makes of the events
 * before anybody is told. `nowMs` is epoch milliseconds; only `verify` uses `mac`.
 */
export function decide(command: Command, state: ChallengeState, nowMs: number, mac: CodeMac): Decided {
  if (command.type === 'verify') return decideVerify(command, state, nowMs, mac);
  if (command.type === 'claim') return decideClaim(command, state, nowMs);
  if (!isOwnLife(state)) return refused('unknown');
  switch (command.type) {
    case 'join':
      return decideJoin(command, state, nowMs);
    case 'begin_sending':
      return beginSending(command, state, nowMs);
    case 'record_sent':
      return recordSent(command, state, nowMs);
    case 'record_send_failure':
      return recordSendFailure(command, state, nowMs);
    case 'record_undelivered':
      return recordUndelivered(command, state, nowMs);
    case 'resend':
      return decideResend(command, state, nowMs);
    case 'supersede':
      if (hasEnded(state)) return refused('ended');
      return happened({ type: 'suppressed', reason: 'superseded', atMs: nowMs });
    case 'cancel':
      if (hasEnded(state)) return refused('ended');
      return happened({ type: 'suppressed', reason: 'reported', atMs: nowMs });
    case 'expire':
      return decideExpire(state, nowMs);
    case 'report':
      return decideReport(command, state, nowMs);
  }
}

/** A code that never reached anybody did not expire: it was undeliverable, for the reason of the last attempt. */
function decideExpire(state: ClaimedChallenge, nowMs: number): Decided {
  if (hasEnded(state)) return refused('ended');
  if (nowMs < state.expiresAtMs) return refused('not_expired', state.expiresAtMs - nowMs);
  const failure = state.delivery?.lastFailure;
  if (state.deliveredSeq > 0 || failure === undefined) return happened({ type: 'expired', atMs: nowMs });
  return happened({ type: 'undeliverable', reason: failure, atMs: nowMs });
}

/** A report acts whatever became of the challenge, once (OTP-34, DEL-17). */
function decideReport({ decisionIds, reporter }: Report, state: ClaimedChallenge, nowMs: number): Decided {
  if (state.status === 'reported') return refused('already_reported');
  const device: readonly RequiredAction[] = state.terms.device === undefined ? [] : ['remove_device'];
  const requiredActions: readonly RequiredAction[] = ['revoke_sessions', 'change_password', ...device];
  return happened({ type: 'reported', requiredActions, decisionIds, verifier: reporter, atMs: nowMs });
}
