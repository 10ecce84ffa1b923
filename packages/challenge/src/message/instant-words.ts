import { rememberedFormats } from './remembered-formats.ts';

/** A time of day with its zone, as people read it: `14:05 UTC`, `16:05 CEST`. */
export const timeWords = (atMs: number, locale: string, timeZone: string | undefined): string =>
  format('time', locale, timeZone).format(atMs);

/** A day in the reader's zone: `1 March 2026`. */
export const dateWords = (atMs: number, locale: string, timeZone: string | undefined): string =>
  format('date', locale, timeZone).format(atMs);

/** A day and a time of day with its zone: `1 March 2026 at 23:00 CET`. */
export const momentWords = (atMs: number, locale: string, timeZone: string | undefined): string =>
  format('moment', locale, timeZone).format(atMs);

const time = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZoneName: 'short' } as const;
const kinds = {
  time,
  date: { dateStyle: 'long' },
  moment: { day: 'numeric', month: 'long', year: 'numeric', ...time },
} as const satisfies Readonly<Record<string, Intl.DateTimeFormatOptions>>;

const rememberedFormat = rememberedFormats<Intl.DateTimeFormat>();
const rememberedZone = rememberedFormats<string>();

const format = (kind: keyof typeof kinds, locale: string, timeZone: string | undefined): Intl.DateTimeFormat => {
  const zone = knownZone(timeZone);
  return rememberedFormat(
    `${kind} ${locale} ${zone}`,
    () => new Intl.DateTimeFormat(locale, { ...kinds[kind], timeZone: zone }),
  );
};

/** Upstream's word for a zone may be anything; UTC is always right, and says so. */
function knownZone(timeZone: string | undefined): string {
  if (timeZone === undefined) return 'UTC';
  return rememberedZone(timeZone, () => {
    try {
      return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;
    } catch {
      return 'UTC';
    }
  });
}
