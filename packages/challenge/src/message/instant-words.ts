/** A time of day with its zone, as people read it: `14:05 UTC`, `16:05 CEST`. */
export const timeWords = (atMs: number, locale: string, timeZone: string | undefined): string =>
  new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
    timeZone: knownZone(timeZone),
  }).format(atMs);

/** A day in the reader's zone: `1 March 2026`. */
export const dateWords = (atMs: number, locale: string, timeZone: string | undefined): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: knownZone(timeZone) }).format(atMs);

/** A day and a time of day with its zone: `1 March 2026 at 23:00 CET`. */
export const momentWords = (atMs: number, locale: string, timeZone: string | undefined): string =>
  new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
    timeZone: knownZone(timeZone),
  }).format(atMs);

/** Upstream's word for a zone may be anything; UTC is always right, and says so. */
function knownZone(timeZone: string | undefined): string {
  if (timeZone === undefined) return 'UTC';
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;
  } catch {
    return 'UTC';
  }
}
