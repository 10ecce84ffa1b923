import { type ReadRow, type Row, badRow, eventOfRow, flagOf } from './row.ts';

const reasons: Readonly<Record<string, string>> = {
  error_wrong_password: 'wrong_password',
  error_wrong_username: 'unknown_account',
  error_account_locked: 'locked',
};

/**
 * One row of a table of login attempts: datetime (UTC), source_ip, username, success, failure_reason, is_attack.
 * A fraud is an attack that succeeded: an attempt that failed took nothing over.
 */
export function login(row: Row, at: number): ReadRow {
  const [hasSucceeded, isAttack] = [flagOf(row['success']), flagOf(row['is_attack'])];
  if (hasSucceeded === undefined)
    return badRow(`its success is ${JSON.stringify(row['success'])}; allowed: True or False`);
  if (isAttack === undefined) return badRow(`its is_attack is ${JSON.stringify(row['is_attack'])}; allowed: 0 or 1`);
  const ip = row['source_ip'] ?? '';
  const context = { ...(ip === '' ? {} : { ip }), channel: 'web' };
  const act = hasSucceeded
    ? { type: 'login.succeeded', data: { context, method: 'password' } }
    : { type: 'login.failed', data: { context, reason: reasons[row['failure_reason'] ?? ''] ?? 'other' } };
  const timeMs = Date.parse(`${(row['datetime'] ?? '').replace(' ', 'T').slice(0, 23).replace(/Z$/, '')}Z`);
  return eventOfRow(`login-${at}`, 'evaluate/logins', row['username'] ?? '', timeMs, act, isAttack && hasSucceeded);
}
