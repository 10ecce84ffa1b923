import type { AccountEvent } from '@countersign/events';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** A window further away than this is a mistake of upstream. */
const longestMs = 7 * dayMs;

/**
 * When the code for a delivery ends: with the day of delivery where its recipient lives (OTP-36). The day is that of the
 * window's end, else of its start, else today; without a time zone, or with one that nobody knows, the day of UTC.
 * Epoch milliseconds; `undefined` for what is no delivery.
 */
export function handoverEndMs(event: AccountEvent, logTimeMs: number): number | undefined {
  if (event.type !== 'delivery.dispatched' && event.type !== 'delivery.rescheduled') return undefined;
  const { windowStart, windowEnd, timeZone } = event.data;
  const window = windowEnd ?? windowStart;
  const onDayMs = window === undefined ? logTimeMs : Date.parse(window);
  return Math.min(endOfDayMs(onDayMs, timeZone), logTimeMs + longestMs);
}

function endOfDayMs(atMs: number, timeZone: string | undefined): number {
  const clock = clockIn(timeZone);
  const endMs = atMs - sinceMidnightMs(clock, atMs) + dayMs;
  // The clocks may have been changed meanwhile: an hour more or less belongs to this day.
  const off = sinceMidnightMs(clock, endMs);
  return off > dayMs / 2 ? endMs + dayMs - off : endMs - off;
}

function sinceMidnightMs(clock: Intl.DateTimeFormat, atMs: number): number {
  const parts = new Map(clock.formatToParts(atMs).map(({ type, value }) => [type, Number(value)]));
  const seconds = ((parts.get('hour') ?? 0) * 60 + (parts.get('minute') ?? 0)) * 60 + (parts.get('second') ?? 0);
  return seconds * 1000 + (atMs % 1000);
}

function clockIn(timeZone: string | undefined): Intl.DateTimeFormat {
  const options = { hour: 'numeric', minute: 'numeric', second: 'numeric', hourCycle: 'h23' } as const;
  try {
    return new Intl.DateTimeFormat('en', { ...options, timeZone: timeZone ?? 'UTC' });
  } catch (error) {
    if (error instanceof RangeError) return new Intl.DateTimeFormat('en', { ...options, timeZone: 'UTC' });
    throw error;
  }
}
