import type { Channel } from '@countersign/events';
import type { HourHabit } from './hour-habit.ts';

/** A browser that the account signed in with: hashes of the user agent, browser and system, and the kind of device. */
export interface KnownAgent {
  readonly full: number;
  readonly browser: number;
  readonly system: number;
  /** Index into `agentKinds`. */
  readonly kind: number;
  readonly lastDay: number;
  readonly visits: number;
}

/** A device whose first act was opened by a code: whoever typed it there may have been told it (OTP-37). */
export interface CodeOpening {
  /** 64-bit hash of the device's pseudonym. */
  readonly high: number;
  readonly low: number;
  readonly timeS: number;
}

/** Which channels reset the password, and the request that is still open (OTP-39). Channels are sums of `channelBits`. */
export interface PasswordReset {
  /** When a reset last went through; 0 never. */
  readonly doneS: number;
  readonly channels: number;
  /** 32-bit hash of the id of the last request, so that its outcome finds it; 0 none. */
  readonly askedKey: number;
  readonly askedChannels: number;
}

/** The last login with a passkey; the device is 0 where upstream named none. */
export interface PasskeyLogin {
  readonly timeS: number;
  readonly high: number;
  readonly low: number;
}

/** What an account remembers of how its owner comes in. Epoch seconds, 0 meaning never. */
export interface AccessMemory {
  /** When the account was opened, where that was seen, and how many others its device, address or card had opened by then. */
  readonly bornS: number;
  readonly bornAmong: number;
  /** Last act of somebody who had the right password; failed logins of strangers do not count. */
  readonly actedS: number;
  /** When the last pause of 30 days or more ended, until it is proved that the owner ended it, and how long it was. */
  readonly wokeS: number;
  readonly pausedDays: number;
  /** When the owner last proved an act with an authenticator. */
  readonly authenticatorS: number;
  /** Since when standing two-step verification is on (OTP-40). */
  readonly twoStepS: number;
  readonly hours: HourHabit;
  readonly agents: readonly KnownAgent[];
  readonly openings: readonly CodeOpening[];
  readonly reset: PasswordReset;
  readonly passkey: PasskeyLogin | undefined;
}

/** Nothing known yet. */
export const emptyAccess: AccessMemory = {
  bornS: 0,
  bornAmong: 0,
  actedS: 0,
  wokeS: 0,
  pausedDays: 0,
  authenticatorS: 0,
  twoStepS: 0,
  hours: { count: 0, east: 0, north: 0 },
  agents: [],
  openings: [],
  reset: { doneS: 0, channels: 0, askedKey: 0, askedChannels: 0 },
  passkey: undefined,
};

/** A bit for each channel, so that a number can hold several. Never change one: stored profiles hold the sums. */
export const channelBits: Readonly<Record<Channel, number>> = { email: 1, sms: 2, voice: 4, authenticator: 8 };
