import type { Message } from '@countersign/engine';
import type { Challenge } from '@countersign/events';
import { generateSync } from 'otplib';
import { binding, challenge, challengeRecord, codeIn, contactsOf, contactsRecord } from './notifier-records.ts';
import { type NotifierWorld, type WorldOptions, notifierWorld } from './notifier-world.ts';

export const hourMs = 3_600_000;
/** The customer of these tests. */
export const accountId = 'acc-1';
/** A code with the binding of the challenge. */
export const right = (code: string) => ({ code, bindingDigest: binding });
/** Ids of challenges, by number. */
export const idAt = (number: number): string => challenge.id.replace(/^.{8}/, String(number).padStart(8, '0'));

/** A world that sends SMS too: e-mail alone never approves another second factor (OTP-39). */
export const appWorld = (options: WorldOptions = {}): NotifierWorld =>
  notifierWorld({ senders: (provider) => ({ sms: provider, email: provider }), ...options });

/** Her contacts. */
export const reachable = { ...contactsOf(accountId), phone: { value: '+436641234567' } };

/** Claims, sends and publishes, to a customer with mail and phone; resolves with the code. */
export async function sent(world: NotifierWorld, given: Partial<Challenge> = {}): Promise<string> {
  await world.notifier.handle([contactsRecord(reachable), challengeRecord(given)]);
  await world.settle();
  return codeIn(world.messages.at(-1));
}

/** A challenge for a change of the second factor. */
export const forMfa = (id: string, setting = 'mfa'): Partial<Challenge> => ({
  id,
  purpose: 'settings_change',
  channels: ['sms'],
  act: { eventType: 'settings.change_requested', setting },
});

/** What the app shows for a secret, at the world's time plus `offMs`. */
export const shown = (world: NotifierWorld, secret: string, offMs = 0): string =>
  generateSync({ secret, epoch: Math.floor((world.nowMs() + offMs) / 1000) });

/** Dates of a challenge that begins now. */
export const startingNow = (world: NotifierWorld): Partial<Challenge> => ({
  createdAt: new Date(world.nowMs()).toISOString(),
  expiresAt: new Date(world.nowMs() + 600_000).toISOString(),
});

/** Approves a change with a code by SMS; resolves with the challenge's id. */
export async function approved(world: NotifierWorld, number = 1, setting = 'mfa'): Promise<string> {
  const id = idAt(number);
  const code = await sent(world, { ...forMfa(id, setting), ...startingNow(world), session: `session-${number}` });
  const answer = await world.notifier.verify(id, right(code));
  if (answer !== 'verified') throw new Error(`A right code was ${JSON.stringify(answer)}.`);
  return id;
}

/** Whether a message is a notice. */
export const isNotice = ({ id }: Message): boolean => id.endsWith('.notice');
/** The messages that carry codes. */
export const codes = (world: NotifierWorld): readonly Message[] => world.messages.filter((one) => !isNotice(one));

/** What an enrolment showed once. */
export interface Enrolled {
  readonly secret: string;
  readonly recovery: readonly string[];
}

/** Enrols an app; a minute later. */
export async function enrolled(world: NotifierWorld, number = 1): Promise<Enrolled> {
  const challengeId = await approved(world, number);
  const begun = await world.notifier.beginEnrolment({ accountId, approval: { challengeId } });
  if (typeof begun !== 'object') throw new Error(begun);
  const { enrolmentId, secret } = begun;
  const confirmed = await world.notifier.confirmEnrolment({ accountId, enrolmentId, code: shown(world, secret) });
  if (typeof confirmed !== 'object') throw new Error(confirmed);
  await world.advance(60_000);
  return { secret, recovery: confirmed.recoveryCodes };
}

/** A challenge that the app may answer; resolves with its id. */
export async function asked(world: NotifierWorld, number = 50, given: Partial<Challenge> = {}): Promise<string> {
  const id = idAt(number);
  const more = { channels: ['authenticator', 'email'], ...startingNow(world), session: `session-${number}`, ...given };
  await world.notifier.handle([challengeRecord({ id, ...(more as Partial<Challenge>) })]);
  await world.settle();
  return id;
}
