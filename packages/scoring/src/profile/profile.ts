import { type AccessMemory, emptyAccess } from './access-memory.ts';
import type { Lesson, ProvisionalLesson } from './lesson.ts';
import { type MoneyMemory, noMoneyMemory } from './money-memory.ts';
import type { Series } from './series.ts';
import type { ShownAgents } from './shown-agents.ts';
import type { SpendHabit } from './spend-habit.ts';

/**
 * How far a device is trusted by one account. 0: labelled fraud or reported; 1: seen;
 * 2, 3, 4: proved by a code over e-mail, phone, authenticator (OTP-30: weaker channels earn less).
 */
export type Trust = 0 | 1 | 2 | 3 | 4;

export interface KnownDevice {
  /** 64-bit hash of the device's pseudonym. */
  readonly high: number;
  readonly low: number;
  readonly firstS: number;
  readonly lastS: number;
  readonly visits: number;
  readonly trust: Trust;
  /** When it was last found on too many accounts (SEC-08); 0 never. */
  readonly sharedS: number;
  /** Systems and browsers that it showed (SEC-08). */
  readonly shown: ShownAgents;
}

/** A learned country, region, city or network. Days count from 1970. */
export interface KnownPlace {
  readonly key: number;
  readonly firstDay: number;
  readonly lastDay: number;
  readonly visits: number;
}

/** A point on earth where the account was: hundredths of a degree, kilometres, epoch seconds. */
export interface Fix {
  readonly latitude100: number;
  readonly longitude100: number;
  readonly accuracyKm: number;
  readonly timeS: number;
}

/** 0: attempted; 1: went through unchallenged; 2: went through and was proved. */
export type ChangeEffect = 0 | 1 | 2;

export interface SettingChange {
  /** Index into `settingNames`. */
  readonly setting: number;
  readonly timeS: number;
  readonly effect: ChangeEffect;
  /** 32-bit hash of the event id, so that its outcome finds it. */
  readonly eventKey: number;
}

/** A gift card that was issued by or to this account. */
export interface IssuedCard {
  readonly key: number;
  readonly timeS: number;
}

/**
 * What is remembered about one account. Plain, bounded (`profileLimits`), never mutated: every change makes a new
 * object that shares what did not change. Times are whole epoch seconds, 0 meaning never.
 */
export interface Profile {
  readonly firstS: number;
  readonly lastS: number;
  /** Events that were learned from. */
  readonly learned: number;
  readonly frozenS: number;
  readonly breachedS: number;
  /** Confirmed frauds and reports, and the last one. */
  readonly frauds: number;
  readonly fraudS: number;
  readonly devices: readonly KnownDevice[];
  readonly countries: readonly KnownPlace[];
  readonly regions: readonly KnownPlace[];
  readonly cities: readonly KnownPlace[];
  readonly networks: readonly KnownPlace[];
  readonly lastFix: Fix | undefined;
  readonly spend: readonly SpendHabit[];
  readonly failedLogins: Series;
  readonly giftCardTries: Series;
  readonly giftCardFailures: Series;
  readonly changes: readonly SettingChange[];
  readonly issuedCards: readonly IssuedCard[];
  /** Learned unchallenged or just proved; settles after a day (DEL-21). */
  readonly staged: readonly Lesson[];
  /** What open challenges would teach (DEL-21). */
  readonly provisional: readonly ProvisionalLesson[];
  /** Flat triples: hash high, hash low, log time in seconds (DEL-08). */
  readonly recentEvents: readonly number[];
  /** Flat pairs: hash high, hash low, of outcomes and labels already applied. */
  readonly recentRecords: readonly number[];
  readonly access: AccessMemory;
  readonly passwordResets: Series;
  readonly money: MoneyMemory;
}

/** What an account is before anything is known about it. */
export const emptyProfile: Profile = {
  firstS: 0,
  lastS: 0,
  learned: 0,
  frozenS: 0,
  breachedS: 0,
  frauds: 0,
  fraudS: 0,
  devices: [],
  countries: [],
  regions: [],
  cities: [],
  networks: [],
  lastFix: undefined,
  spend: [],
  failedLogins: [],
  giftCardTries: [],
  giftCardFailures: [],
  changes: [],
  issuedCards: [],
  staged: [],
  provisional: [],
  recentEvents: [],
  recentRecords: [],
  access: emptyAccess,
  passwordResets: [],
  money: noMoneyMemory,
};

/** Most entries of each list; together they keep a profile under 8 KB whatever happens. */
export const profileLimits = {
  devices: 16,
  countries: 10,
  regions: 15,
  cities: 20,
  networks: 20,
  currencies: 3,
  series: 48,
  changes: 12,
  issuedCards: 4,
  staged: 24,
  provisional: 8,
  recentEvents: 64,
  recentRecords: 16,
  passwordResets: 16,
  agents: 6,
  openings: 4,
} as const;
