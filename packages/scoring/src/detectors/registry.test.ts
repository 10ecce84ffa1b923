import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { shippedDocument } from '../../test-support/shipped-policy.ts';
import { decision } from '@countersign/events';
import { detectors, features, signals } from './registry.ts';

const here = new URL('./', import.meta.url);
const folders = readdirSync(here, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

describe('the set of detectors', () => {
  it('is the set of folders', () => {
    expect(detectors.map((detector) => detector.name).toSorted()).toEqual(folders.toSorted());
  });

  it.each(folders)('%s has code, words, test, document and cases under one stem', (name) => {
    for (const ending of ['ts', 'words.ts', 'test.ts', 'md', 'cases.json']) {
      expect(existsSync(new URL(`${name}/${name}.${ending}`, here)), `${name}.${ending}`).toBe(true);
    }
  });

  it.each(detectors.map((detector) => [detector.name, detector] as const))(
    '%s is told in full in its document',
    (name, detector) => {
      const text = readFileSync(new URL(`${name}/${name}.md`, here), 'utf8');
      for (const heading of ['## What it reads', '## Features', '## Signals', '## Parameters', '## When it is wrong']) {
        expect(text).toContain(heading);
      }
      const codes = detector.bind({}, () => 0).signals.map((signal) => signal.code);
      for (const word of [...Object.keys(detector.features), ...codes, ...Object.keys(detector.parameters.shape)]) {
        expect(text).toContain(`\`${word}\``);
      }
    },
  );

  it('gives every feature and every code one owner', () => {
    expect(new Set(features.map((feature) => feature.name)).size).toBe(features.length);
    expect(new Set(signals.map((signal) => signal.code)).size).toBe(signals.length);
  });

  it('is weighed in full by the shipped policy', () => {
    const { weights } = shippedDocument();
    expect(Object.keys(weights).toSorted()).toEqual(signals.map((signal) => signal.code).toSorted());
  });

  it('keeps names that fit a decision record', () => {
    for (const { name } of features) expect(decision.shape.features.safeParse({ [name]: 1 }).success).toBe(true);
  });
});
