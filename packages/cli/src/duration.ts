const unitsMs: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** `90s`, `15m`, `2h`, `30d`, `1w` in milliseconds; undefined when it is none. */
export function durationMs(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)([smhdw])$/.exec(text);
  const unitMs = unitsMs[match?.[2] ?? ''];
  return unitMs === undefined ? undefined : Number(match?.[1]) * unitMs;
}

/** `1%` or `0.01` as a share of 0..1; undefined when it is none. */
export function shareOf(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*(%?)$/.exec(text);
  if (match === null) return undefined;
  const share = Number(match[1]) / (match[2] === '%' ? 100 : 1);
  return share <= 1 ? share : undefined;
}

/**
 * The moment that `--since` means: `90s`, `15m`, `2h`, `30d`, `1w` before now, or an RFC 3339 instant.
 * Undefined when it is neither.
 */
export function sinceMs(text: string, nowMs: number): number | undefined {
  const agoMs = durationMs(text);
  if (agoMs !== undefined) return nowMs - agoMs;
  const instantMs = Date.parse(text);
  return Number.isNaN(instantMs) ? undefined : instantMs;
}

/** What to say of a `--since` that is neither. */
export const sinceRefused = (text: string): string =>
  `--since is ${JSON.stringify(text)}; allowed: 90s, 15m, 2h, 30d, 1w or an instant such as 2026-03-01T09:30:00Z.`;
