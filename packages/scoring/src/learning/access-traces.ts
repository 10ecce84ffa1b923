import type { AccountEvent, Channel, Context } from '@countersign/events';
import {
  type AccessMemory,
  type PasskeyLogin,
  type PasswordReset,
  channelBits,
  emptyAccess,
} from '../profile/access-memory.ts';
import { hash32, hashHigh } from '../profile/hash.ts';
import { type SettingName, settingNameOf } from '../profile/setting-names.ts';
import type { ScoringInput } from '../scoring-input.ts';
import type { Verdict } from '../verdict.ts';
import { teachingTypes } from './teaching-types.ts';

/** A pause from which on an account counts as left alone. */
export const leastPauseDays = 30;
const dayS = 86_400;

/** What an event leaves in the access memory, whatever was decided. `logS`: epoch seconds. `openedTogether`: the feature, NaN where there is none. */
export function leaveAccessTraces(
  access: AccessMemory,
  input: ScoringInput,
  verdict: Verdict,
  logS: number,
  openedTogether: number,
): AccessMemory {
  const { event } = input;
  const awake = teachingTypes.has(event.type) && !input.flags.includes('late') ? withAct(access, logS) : access;
  switch (event.type) {
    case 'account.created':
      return { ...awake, bornS: logS, bornAmong: Math.min(bornCap, openedTogether || 0) };
    case 'login.succeeded':
      return isPasskey(event) ? { ...awake, passkey: passkeyOf(input.keys.device, logS) } : awake;
    case 'password_reset.requested':
      return { ...awake, reset: askedReset(awake.reset, event, verdict, logS) };
    case 'settings.change_requested':
      return verdict.action === 'allow' ? withTwoStep(awake, settingNameOf(event.data), logS) : awake;
    default:
      return awake;
  }
}

const bornCap = 64;

function withAct(access: AccessMemory, logS: number): AccessMemory {
  if (access.actedS === 0) return { ...access, actedS: logS };
  const pausedDays = Math.floor((logS - access.actedS) / dayS);
  const actedS = Math.max(access.actedS, logS);
  return pausedDays < leastPauseDays ? { ...access, actedS } : { ...access, actedS, wokeS: logS, pausedDays };
}

/** Whether a login was made with a passkey, by its method or by the methods of its session (RFC 8176). */
export function isPasskey({ data }: Extract<AccountEvent, { type: 'login.succeeded' }>): boolean {
  return data.method === 'passkey' || hasPasskey(data.context);
}

/** Proof of possession of a key in hardware or software (RFC 8176). */
const passkeyMethods: ReadonlySet<string> = new Set(['hwk', 'swk', 'pop']);
const hasPasskey = ({ amr }: Context): boolean => amr?.some((method) => passkeyMethods.has(method)) ?? false;

const passkeyOf = (device: string | undefined, timeS: number): PasskeyLogin => ({
  timeS,
  high: device === undefined ? 0 : hashHigh(device),
  low: device === undefined ? 0 : hash32(device),
});

const resetChannels: Readonly<Record<string, Channel>> = { email: 'email', sms: 'sms' };
const resetKeptS = dayS;

function askedReset(
  reset: PasswordReset,
  event: Extract<AccountEvent, { type: 'password_reset.requested' }>,
  verdict: Verdict,
  logS: number,
): PasswordReset {
  const channel = resetChannels[event.data.channel ?? ''];
  const bit = channel === undefined ? 0 : channelBits[channel];
  if (verdict.action === 'allow') return doneReset(reset, bit, logS);
  return { ...reset, askedKey: hash32(event.id), askedChannels: bit === 0 ? channelBits.email : bit };
}

/** A reset that went through; channels of one that did within the last day stay barred too. */
export function doneReset(reset: PasswordReset, channels: number, logS: number): PasswordReset {
  const isRecent = reset.doneS > logS - resetKeptS;
  return { ...emptyAccess.reset, doneS: logS, channels: isRecent ? reset.channels | channels : channels };
}

/** Standing two-step verification after a change that went through (OTP-40). */
export function withTwoStep(access: AccessMemory, setting: SettingName | undefined, logS: number): AccessMemory {
  if (setting === 'two_step') return { ...access, twoStepS: logS };
  return setting === 'two_step_remove' ? { ...access, twoStepS: 0 } : access;
}
