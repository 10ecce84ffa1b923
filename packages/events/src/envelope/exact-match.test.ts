import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type EventType, eventTypes } from '../account-event.ts';
import { exampleEvent } from '../example-event.ts';
import { envelope } from './envelope.ts';
import { exactMatch } from './exact-match.ts';

const types = Object.keys(eventTypes) as EventType[];
const example = (type: EventType) => exampleEvent(type, { nowMs: 0, id: 'event-1', accountId: 'account-1' });

const texts = ['', 'x', 'x'.repeat(64), 'x'.repeat(65), 'x'.repeat(129), 'x'.repeat(1025), 'web', 'EUR', 'eur', 'PT'];
const forms = ['192.0.2.1', '192.0.2.256', '2001:db8::1', '2001:db8::g', 'hmac-sha256:abcdefghijkl', 'hmac sha256'];
const times = ['2026-03-01T09:30:00Z', '2026-03-01T09:30:00+01:00', '2026-02-30T09:30:00Z', '2026-03-01'];
const numbers = [0, -0, 1, -1, 0.5, 90, 91, 1e12, 1e12 + 1, 2 ** 53, Number.NaN, Number.POSITIVE_INFINITY];
const others = [true, null, [], ['pwd'], Array.from({ length: 65 }, () => 'pwd'), {}, { minor: 5, currency: 'EUR' }];
/** Values that stand just within and just outside of some bound, and of every kind. */
const anything = fc.constantFrom<unknown>(...texts, ...forms, ...times, ...numbers, ...others);

/** A copy with one place, however deep, changed, left out or added. */
function changed(value: unknown, path: readonly number[], to: unknown): unknown {
  if (typeof value !== 'object' || value === null) return to;
  if (Array.isArray(value)) return [...value, to];
  const [step = 0, ...deeper] = path;
  const entries = Object.entries(value);
  const at = step % (entries.length + 1);
  if (at === entries.length) return { ...value, unheardOf: to };
  const entry = entries[at] ?? ['', undefined];
  if (to === undefined && deeper.length === 0) return Object.fromEntries(entries.filter((one) => one !== entry));
  const inner = deeper.length === 0 ? to : changed(entry[1], deeper, to);
  return { ...value, [entry[0]]: inner };
}

const changes = fc.array(
  fc.record({
    path: fc.array(fc.nat(12), { minLength: 1, maxLength: 3 }),
    to: fc.option(anything, { nil: undefined }),
  }),
  { maxLength: 3 },
);
const mutated = (value: unknown, steps: readonly { path: readonly number[]; to: unknown }[]): unknown =>
  steps.reduce((before, { path, to }) => changed(before, path, to), value);

function isKeptByZod(schema: z.ZodType, value: unknown): boolean {
  const parsed = schema.safeParse(value);
  return parsed.success && isDeepStrictEqual(parsed.data, value);
}

describe('exactMatch', () => {
  it.each(types)('%s: exactly what zod gives back as it was', (type) => {
    const match = exactMatch(eventTypes[type]);
    const { data } = example(type);
    expect(match(data)).toBe(true);
    fc.assert(
      fc.property(changes, (steps) => {
        const value = JSON.parse(JSON.stringify(mutated(data, steps)) ?? 'null') as unknown;
        expect(match(value)).toBe(isKeptByZod(eventTypes[type], value));
      }),
      { numRuns: 200 },
    );
  });

  it('lets other attributes of an envelope be, and nothing else', () => {
    const match = exactMatch(envelope, 'dropped');
    const event = example('login.succeeded');
    expect(match({ ...event, extension: 'kept' })).toBe(true);
    fc.assert(
      fc.property(changes, (steps) => {
        const value = mutated(event, steps);
        if (match(value)) expect(envelope.safeParse(value)).toMatchObject({ success: true });
      }),
    );
  });

  it('says no where a schema would change the value', () => {
    for (const schema of [
      z.object({ a: z.string().trim() }),
      z.object({ a: z.string().transform((text) => `${text}!`) }),
      z.object({ a: z.coerce.string() }).refine(() => true),
      z.object({ a: z.union([z.number(), z.string().toUpperCase()]) }),
    ]) {
      expect(exactMatch(schema)({ a: ' a ' })).toBe(false);
    }
    expect(exactMatch(z.object({ a: z.string().default('b') }))({})).toBe(false);
  });
});
