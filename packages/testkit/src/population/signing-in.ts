import { minuteMs } from './calendar.ts';
import type { Chance } from './chance.ts';
import type { Diary } from './diary.ts';
import type { Person } from './person.ts';
import type { Session } from './sessions.ts';

/** Signs in, with a wrong password or two before it as people do. Returns when the session may go on. */
export function signIn(chance: Chance, person: Person, diary: Diary, { timeMs, context, where }: Session): number {
  let atMs = timeMs;
  if (chance.chance(person.character.mistypes)) {
    for (let tries = 1 + chance.times(0.4); tries > 0; tries -= 1) {
      diary.note(person.accountId, atMs, 'login.failed', { context, reason: 'wrong_password' }, `mistypes (${where})`);
      atMs += chance.between(10_000, 40_000);
    }
  }
  diary.note(person.accountId, atMs, 'login.succeeded', { context, method: 'password' }, `signs in (${where})`);
  return atMs + chance.between(1.5, 8) * minuteMs;
}

/** Tries what the password could have been, gives up, has it reset and signs in. */
export function forgetPassword(
  chance: Chance,
  person: Person,
  diary: Diary,
  { timeMs, context, where }: Session,
): void {
  const { accountId } = person;
  let atMs = timeMs;
  for (let tries = 2 + chance.times(1.5); tries > 0; tries -= 1) {
    diary.note(
      accountId,
      atMs,
      'login.failed',
      { context, reason: 'wrong_password' },
      `tries old passwords (${where})`,
    );
    atMs += chance.between(10_000, 60_000);
  }
  diary.changed(accountId, timeMs, 'forgotten password', where);
  diary.note(
    accountId,
    atMs,
    'password_reset.requested',
    { context, channel: 'email' },
    `forgot the password (${where})`,
  );
  const backMs = atMs + chance.between(3, 15) * minuteMs;
  diary.note(
    accountId,
    backMs,
    'login.succeeded',
    { context, method: 'password' },
    `signs in with the new one (${where})`,
  );
}
