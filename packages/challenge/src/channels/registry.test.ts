import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { channel as channels } from '@countersign/events';
import { describe, expect, it } from 'vitest';
import { messageChannels } from './registry.ts';

const here = new URL('./', import.meta.url);
const folders = readdirSync(here, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

describe('the set of channels that carry messages', () => {
  it('is the set of folders', () => {
    expect(messageChannels.map(({ name }) => name).toSorted()).toEqual(folders.toSorted());
  });

  it('is in the order of strength (OTP-30)', () => {
    const places = messageChannels.map(({ name }) => channels.options.indexOf(name));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  it.each(folders)('%s has code, test and document under one stem', (name) => {
    for (const ending of ['ts', 'test.ts', 'md']) {
      expect(existsSync(new URL(`${name}/${name}.${ending}`, here)), `${name}.${ending}`).toBe(true);
    }
    const text = readFileSync(new URL(`${name}/${name}.md`, here), 'utf8');
    for (const heading of ['## Reaches', '## Strength', '## Text', '## When it fails']) expect(text).toContain(heading);
  });
});
