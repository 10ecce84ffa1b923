import type { PolicyDifference } from '@countersign/scoring';

/** Differences as a person reads them, under a heading per section: `+` new, `-` gone, `~` changed. */
export function diffLines(changes: readonly PolicyDifference[]): readonly string[] {
  const sections = Map.groupBy(changes, ({ section }) => section);
  return [...sections].flatMap(([section, ofSection]) => [section, ...ofSection.flatMap(changeLines)]);
}

function changeLines({ name, before, after }: PolicyDifference): readonly string[] {
  const [old, fresh] = [partsOf(before), partsOf(after)];
  if (old !== undefined && fresh !== undefined) return [`  ~ ${name}`, ...changedParts(old, fresh)];
  if (before === undefined) return [`  + ${name}: ${summary(after)}`];
  if (after === undefined) return [`  - ${name}: ${summary(before)}`];
  return [`  ~ ${name}: ${shown(before)} → ${shown(after)}`];
}

type Parts = Readonly<Record<string, unknown>>;

/** A rule or a case: of a changed one the parts are told that differ, of another what it does. */
const partsOf = (value: unknown): Parts | undefined =>
  typeof value === 'object' && value !== null && ('when' in value || 'expect' in value) ? { ...value } : undefined;

function changedParts(old: Parts, fresh: Parts): readonly string[] {
  const parts = [...new Set([...Object.keys(old), ...Object.keys(fresh)])];
  const changed = parts.filter((part) => JSON.stringify(old[part]) !== JSON.stringify(fresh[part]));
  return changed.map((part) => `      ${part}: ${shown(old[part])} → ${shown(fresh[part])}`);
}

function summary(value: unknown): string {
  const { when, effect, expect } = partsOf(value) ?? {};
  if (when !== undefined) return `${shown(effect)} when ${shown(when)}`;
  return expect === undefined ? shown(value) : `expects ${shown(expect)}`;
}

/** A value in one line; objects as YAML writes them in one. */
function shown(value: unknown): string {
  if (value === undefined) return 'not said';
  if (Array.isArray(value)) return `[${value.map(shown).join(', ')}]`;
  if (typeof value === 'string') return value.trim();
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{ ${Object.entries(value)
    .map(([name, inner]) => `${name}: ${shown(inner)}`)
    .join(', ')} }`;
}
