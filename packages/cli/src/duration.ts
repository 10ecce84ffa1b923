const unitsMs: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/**
 * The moment that `--since` means: `90s`, `15m`, `2h`, `30d`, `1w` before now, or an RFC 3339 instant.
 * Undefined when it is neither.
 */
export function sinceMs(text: string, nowMs: number): number | undefined {
  const match = /^(\d+(?:\.\d+)?)([smhdw])$/.exec(text);
  const unitMs = match === null ? undefined : unitsMs[match[2] ?? ''];
  if (match !== null && unitMs !== undefined) return nowMs - Number(match[1]) * unitMs;
  const instantMs = Date.parse(text);
  return Number.isNaN(instantMs) ? undefined : instantMs;
}

/** What to say of a `--since` that is neither. */
export const sinceRefused = (text: string): string =>
  `--since is ${JSON.stringify(text)}; allowed: 90s, 15m, 2h, 30d, 1w or an instant such as 2026-03-01T09:30:00Z.`;
