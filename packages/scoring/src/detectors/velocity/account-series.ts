import type { Profile } from '../../profile/profile.ts';
import { type Series, countWithin, sumWithin } from '../../profile/series.ts';
import type { Velocity } from './velocity-table.ts';

/** A part of an account's memory that counts acts already; sums are of one currency where it is named. */
interface CountedSeries {
  readonly currency: string | undefined;
  readonly series: Series;
}

type ReadSeries = (profile: Profile) => readonly CountedSeries[];

const only = (series: Series): readonly CountedSeries[] => [{ currency: undefined, series }];

const counted: Partial<Readonly<Record<Velocity['act'], ReadSeries>>> = {
  purchases: ({ spend }) => spend,
  redemptions: ({ giftCardTries }) => only(giftCardTries),
  refunds: ({ money }) => only(money.refunds),
  failedLogins: ({ failedLogins }) => only(failedLogins),
  resets: ({ passwordResets }) => only(passwordResets),
};

/**
 * Where an account's own memory holds a velocity, so that no set is needed and the past counts from the first moment on;
 * undefined where it does not. Money is kept by currency for purchases only.
 */
export function accountSeries({ entity, act, measure }: Velocity): ReadSeries | undefined {
  if (entity !== 'account') return undefined;
  return measure === 'count' || (measure === 'sum' && act === 'purchases') ? counted[act] : undefined;
}

/** Acts in the window before this event. */
export const countOfSeries = (all: readonly CountedSeries[], logS: number, windowS: number): number =>
  all.reduce((count, { series }) => count + countWithin(series, logS, windowS), 0);

/** Sums by currency in the window before this event, in minor units; currencies without an act are absent. */
export const sumsOfSeries = (
  all: readonly CountedSeries[],
  logS: number,
  windowS: number,
): ReadonlyMap<string, number> =>
  new Map(
    all.flatMap(({ currency = '', series }) =>
      countWithin(series, logS, windowS) === 0 ? [] : [[currency, sumWithin(series, logS, windowS)] as const],
    ),
  );
