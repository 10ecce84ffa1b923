const dayMs = 86_400_000;
const padded = (digits: number): readonly string[] =>
  Array.from({ length: 10 ** digits }, (_, number) => String(number).padStart(digits, '0'));
const two = padded(2);
const three = padded(3);

let last = { ms: Number.NaN, text: '' };
let day = { startMs: 0, text: '1970-01-01T' };

/**
 * An instant as `Date.toISOString` writes it, in a tenth of the time while instants lie on one day; records that came to the log
 * together have the same one. Years 0 to 9999.
 */
export function instantText(ms: number): string {
  if (ms !== last.ms) last = { ms, text: textOf(ms) };
  return last.text;
}

function textOf(ms: number): string {
  const startMs = Math.floor(ms / dayMs) * dayMs;
  if (startMs !== day.startMs) day = { startMs, text: new Date(startMs).toISOString().slice(0, 11) };
  const seconds = Math.floor((ms - startMs) / 1_000);
  const minutes = Math.floor(seconds / 60);
  const clock = `${two[Math.floor(minutes / 60)]}:${two[minutes % 60]}:${two[seconds % 60]}`;
  return `${day.text}${clock}.${three[ms - startMs - seconds * 1_000]}Z`;
}
