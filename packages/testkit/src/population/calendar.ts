import type { AtlasCountry } from './atlas.ts';

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

/** The generated year: 2026, by UTC. */
export const yearStartMs = Date.UTC(2026, 0, 1);
export const yearEndMs = Date.UTC(2027, 0, 1);

/** Countries that do not change their clocks. */
const withoutSummerTime = new Set(['JP', 'TR', 'NG', 'VN', 'BR', 'IN']);

/** Hours east of Greenwich on a day of the generated year; the days of change are a fortnight out at most. */
export function utcHoursOf(country: AtlasCountry, timeMs: number): number {
  if (withoutSummerTime.has(country.code)) return country.utcHours;
  const month = new Date(timeMs).getUTCMonth();
  const isNorthernSummer = month >= 3 && month <= 9;
  return country.utcHours + (isNorthernSummer === (country.code !== 'AU') ? 1 : 0);
}

/** How busy the shops are: the weeks before Christmas and the sales of January more, the summer less. */
export function seasonOf(timeMs: number): number {
  const date = new Date(timeMs);
  const day = date.getUTCMonth() * 31 + date.getUTCDate();
  if (day >= 10 * 31 + 20 && day <= 11 * 31 + 22) return 1.8;
  if (date.getUTCMonth() === 0) return 1.2;
  return date.getUTCMonth() === 7 ? 0.8 : 1;
}

/** Whether gifts are bought. */
export const isGiftSeason = (timeMs: number): boolean => seasonOf(timeMs) > 1.5;

/** 0 Sunday … 6 Saturday, in local time. */
export const weekdayOf = (timeMs: number, utcHours: number): number => new Date(timeMs + utcHours * hourMs).getUTCDay();

export const isWorkday = (timeMs: number, utcHours: number): boolean => {
  const day = weekdayOf(timeMs, utcHours);
  return day > 0 && day < 6;
};

/** How many people are online at each hour of their day, from midnight on; measured shapes of web shops look alike. */
export const leisureHours: readonly number[] = [
  3, 2, 1, 1, 1, 1, 3, 5, 7, 8, 9, 9, 10, 9, 8, 8, 9, 10, 11, 13, 15, 14, 10, 6,
];
/** The same at work. */
export const workHours: readonly number[] = [
  0, 0, 0, 0, 0, 0, 1, 4, 10, 14, 14, 12, 8, 12, 13, 12, 9, 4, 2, 1, 1, 0, 0, 0,
];
