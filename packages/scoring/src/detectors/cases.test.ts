import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { featuresOfRecord } from '../features/feature-record.ts';
import { detectors, features, slotOf } from './registry.ts';

const value = z.union([z.number(), z.string(), z.boolean()]);
const caseFile = z.strictObject({
  cases: z
    .array(
      z.strictObject({
        name: z.string(),
        /** What is known, by name; the rest is not. */
        features: z.record(z.string(), value),
        unknown: z.record(z.string(), z.string()).optional(),
        /** Parameters that differ from their defaults. */
        parameters: z.record(z.string(), z.unknown()).optional(),
        /** Strength of every signal that speaks, 0..1; the others must be silent. */
        strengths: z.record(z.string(), z.number()),
      }),
    )
    .min(3),
});

const names = new Set(features.map((feature) => feature.name));

describe.each(detectors.map((detector) => [detector.name, detector] as const))('cases of %s', (name, detector) => {
  const path = new URL(`./${name}/${name}.cases.json`, import.meta.url);
  const { cases } = caseFile.parse(JSON.parse(readFileSync(path, 'utf8')));

  it.each(cases.map((one) => [one.name, one] as const))('%s', (_, one) => {
    for (const feature of [...Object.keys(one.features), ...Object.keys(one.unknown ?? {})])
      expect(names).toContain(feature);
    const found = featuresOfRecord({ features: one.features, unknown: one.unknown ?? {} });
    const bound = detector.bind(one.parameters ?? {}, slotOf);
    const speaking = bound.signals
      .map((signal) => [signal.code, Math.round(signal.strength(found) * 100) / 100] as const)
      .filter(([, strength]) => strength !== 0);
    expect(Object.fromEntries(speaking)).toEqual(one.strengths);
  });

  it('has a case for every signal', () => {
    const covered = new Set(cases.flatMap((one) => Object.keys(one.strengths)));
    expect(
      detector
        .bind({}, slotOf)
        .signals.map((signal) => signal.code)
        .filter((code) => !covered.has(code)),
    ).toEqual([]);
  });
});
