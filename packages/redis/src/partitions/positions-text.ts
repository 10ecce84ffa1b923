import type { Positions } from '@countersign/engine';

/** Positions as text that is the same for the same map, so that a script may compare whole maps; empty for none. */
export function positionsText(positions: Positions): string {
  const entries = Object.entries(positions).sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.length === 0 ? '' : JSON.stringify(entries);
}

/** The positions behind such a text. */
export const positionsOf = (text: string): Positions =>
  text === '' ? {} : (Object.fromEntries(JSON.parse(text) as [string, number][]) as Positions);
