import { readFileSync } from 'node:fs';
import { signals } from '@countersign/scoring';
import { parse } from 'yaml';
import type { Spoken } from './spoken.ts';

interface ShippedPolicy {
  readonly rules: readonly { readonly id: string; readonly description: string }[];
}

/** The shipped rules, as they are written. */
export const shippedRules = (): ShippedPolicy['rules'] =>
  (parse(readFileSync(new URL('../../packages/scoring/policy/default.yaml', import.meta.url), 'utf8')) as ShippedPolicy)
    .rules;

/** Names of everything that can speak, in the order of the table. */
export const speakers = (): readonly string[] => [
  ...signals.map(({ code }) => code),
  ...shippedRules().map(({ id }) => `rule:${id}`),
];

/** The table of rates, one line each, in Markdown. */
export function ratesTable(counts: Spoken): string {
  const lines = speakers().map((name) => {
    const { honest, attacks } = counts.of(name);
    return `| \`${name}\` | ${perThousand(honest, counts.honestEvents())} | ${perThousand(attacks, counts.attackEvents())} |`;
  });
  return [
    `Of ${counts.honestEvents().toLocaleString('en-US')} honest events and ${counts.attackEvents().toLocaleString('en-US')} events of attacks:`,
    '',
    '| signal or rule | in 1,000 honest events | in 1,000 events of attacks |',
    '| --- | --- | --- |',
    ...lines,
  ].join('\n');
}

function perThousand(count: number, of: number): string {
  if (count === 0) return 'never';
  const rate = (1_000 * count) / Math.max(1, of);
  return rate < 0.1 ? rate.toFixed(3) : rate.toFixed(1);
}
