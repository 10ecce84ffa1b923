import type { PolicyDifference } from '@countersign/scoring';

/** Differences as a person reads them, under a heading per section: `+` new, `-` gone, `~` changed. */
export function diffLines(changes: readonly PolicyDifference[]): readonly string[] {
  const sections = Map.groupBy(changes, ({ section }) => section);
  return [...sections].flatMap(([section, ofSection]) => [section, ...ofSection.flatMap(changeLines)]);
}

function changeLines({ name, before, after }: PolicyDifference): readonly string[] {
  if (isRule(before) || isRule(after)) return ruleLines(name, before, after);
  if (before === undefined) return [`  + ${name}: ${shown(after)}`];
  if (after === undefined) return [`  - ${name}: ${shown(before)}`];
  return [`  ~ ${name}: ${shown(before)} → ${shown(after)}`];
}

interface RuleParts {
  readonly [part: string]: unknown;
  readonly when: string;
}

const isRule = (value: unknown): value is RuleParts => typeof value === 'object' && value !== null && 'when' in value;

/** A rule that came or went as a whole; of a changed one the parts that differ. */
function ruleLines(name: string, before: unknown, after: unknown): readonly string[] {
  const [old, fresh] = [isRule(before) ? before : undefined, isRule(after) ? after : undefined];
  if (old === undefined || fresh === undefined) {
    const rule = old ?? fresh;
    return [`  ${old === undefined ? '+' : '-'} ${name}: ${shown(rule?.['effect'])} when ${rule?.when.trim()}`];
  }
  const parts = [...new Set([...Object.keys(old), ...Object.keys(fresh)])];
  const changed = parts.filter((part) => JSON.stringify(old[part]) !== JSON.stringify(fresh[part]));
  return [`  ~ ${name}`, ...changed.map((part) => `      ${part}: ${shown(old[part])} → ${shown(fresh[part])}`)];
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
