import type { LabelledEvent } from './labelled-event.ts';
import { type Row, eventOfRow } from './row.ts';

const reasons: Readonly<Record<string, string>> = {
  error_wrong_password: 'wrong_password',
  error_wrong_username: 'unknown_account',
  error_account_locked: 'locked',
};

/**
 * One row of a table of login attempts: datetime (UTC), source_ip, username, success, failure_reason, is_attack.
 * A fraud is an attack that succeeded: an attempt that failed took nothing over.
 */
export function login(row: Row, at: number): LabelledEvent {
  const context = { ip: row['source_ip'], channel: 'web' };
  const hasSucceeded = row['success'] === 'True';
  const act = hasSucceeded
    ? { type: 'login.succeeded', data: { context, method: 'password' } }
    : { type: 'login.failed', data: { context, reason: reasons[row['failure_reason'] ?? ''] ?? 'other' } };
  const timeMs = Date.parse(`${(row['datetime'] ?? '').replace(' ', 'T').slice(0, 23)}Z`);
  return eventOfRow(
    `login-${at}`,
    'evaluate/logins',
    row['username'] ?? '',
    timeMs,
    act,
    row['is_attack'] === '1' && hasSucceeded,
  );
}
