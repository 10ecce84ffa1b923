import type { Chance } from './chance.ts';
import type { Channel } from './happening.ts';
import { type Category, categories } from './market.ts';

/** How somebody is: drawn once, true all year. */
export interface Character {
  readonly channel: Channel;
  readonly sessionsPerWeek: number;
  readonly purchasesPerSession: number;
  /** What others spend 100 on, this one spends so many hundred on. */
  readonly purse: number;
  /** Hours that the day is shifted by: night owls later. */
  readonly lateHours: number;
  /** Share of sessions on the phone, and of those over the mobile network. */
  readonly phoneShare: number;
  readonly mobileShare: number;
  /** Share of sessions that begin by typing a password: apps remember, careful people do not let them. */
  readonly typesPassword: number;
  /** Share of typed passwords that are wrong at first. */
  readonly mistypes: number;
  readonly tastes: readonly (readonly [Category, number])[];
  readonly refundShare: number;
}

export function drawCharacter(chance: Chance): Character {
  return {
    channel: chance.weighted([
      ['email', 0.5],
      ['sms', 0.38],
      ['authenticator', 0.12],
    ] as const),
    sessionsPerWeek: Math.min(12, Math.max(0.3, chance.around(2.2, 0.7))),
    purchasesPerSession: chance.between(0.12, 0.5),
    purse: chance.around(1, 0.35),
    lateHours: chance.normal() * 1.5,
    phoneShare: chance.between(0.25, 0.95),
    mobileShare: chance.between(0.1, 0.7),
    typesPassword: chance.between(0.1, 0.8),
    mistypes: chance.between(0.01, 0.15),
    tastes: categories.map((category) => [category, category.share * chance.around(1, 0.8)] as const),
    refundShare: chance.between(0.01, 0.1),
  };
}
