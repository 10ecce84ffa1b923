import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ContactKind, type KnownContacts, contactForCodes, quarantineMs } from './known-contacts.ts';
import type { NormalContact, NormalContacts } from './normal-contacts.ts';
import { type Revised, reviseContacts } from './revise-contacts.ts';

const startMs = Date.parse('2026-03-01T00:00:00Z');
const hour = 3_600_000;
const at = (hours: number): number => startMs + hours * hour;
const record = (email?: string | NormalContact, phone?: string): NormalContacts => ({
  accountId: 'a',
  email: typeof email === 'string' ? { value: email } : email,
  phone: phone === undefined ? undefined : { value: phone },
  refused: [],
  unknown: [],
});
const revise = (
  before: KnownContacts | undefined,
  next: NormalContacts,
  hours: number,
  approved: readonly ContactKind[] = [],
): Revised => reviseContacts(before, next, { atMs: at(hours), quarantineMs, approved: new Set(approved) });
/** Applies records one after the other, the first at hour 0. */
const after = (...steps: readonly (readonly [hours: number, record: NormalContacts])[]): KnownContacts =>
  steps.reduce<KnownContacts | undefined>((known, [hours, next]) => revise(known, next, hours).known, undefined) ?? {};
const emailAt = (known: KnownContacts, hours: number): string | undefined =>
  known.email && contactForCodes(known.email, at(hours), quarantineMs)?.value;

describe('the contact that codes go to (OTP-31)', () => {
  test.each<[string, readonly (readonly [number, NormalContacts])[], number, string | undefined]>([
    ['the first one at once', [[0, record('a')]], 0, 'a'],
    [
      'a changed one not yet',
      [
        [0, record('a')],
        [1, record('b')],
      ],
      72.9,
      'a',
    ],
    [
      'a changed one after three days',
      [
        [0, record('a')],
        [1, record('b')],
      ],
      73,
      'b',
    ],
    [
      'a record that comes again ends no quarantine',
      [
        [0, record('a')],
        [1, record('b')],
        [2, record('b')],
      ],
      72.9,
      'a',
    ],
    [
      'a second change trusts the first one no more',
      [
        [0, record('a')],
        [1, record('b')],
        [2, record('c')],
      ],
      73,
      'a',
    ],
    [
      '… until its own time is over',
      [
        [0, record('a')],
        [1, record('b')],
        [2, record('c')],
      ],
      74,
      'c',
    ],
    [
      'a change after the quarantine goes back to what was good then',
      [
        [0, record('a')],
        [1, record('b')],
        [80, record('c')],
      ],
      81,
      'b',
    ],
    [
      'back to the one before',
      [
        [0, record('a')],
        [1, record('b')],
        [2, record('a')],
      ],
      2,
      'a',
    ],
    [
      'one that was taken away serves on',
      [
        [0, record('a', 'p')],
        [1, record(undefined, 'p')],
      ],
      72.9,
      'a',
    ],
    [
      '… and no longer than that',
      [
        [0, record('a', 'p')],
        [1, record(undefined, 'p')],
      ],
      73,
      undefined,
    ],
    [
      'one that is added to another one later',
      [
        [0, record(undefined, 'p')],
        [1, record('a', 'p')],
      ],
      72.9,
      undefined,
    ],
    [
      'one that is added, after three days',
      [
        [0, record(undefined, 'p')],
        [1, record('a', 'p')],
      ],
      73,
      'a',
    ],
    [
      'a change that says that it is old',
      [
        [0, record('a')],
        [1, record({ value: 'b', changedAtMs: at(-1000) })],
      ],
      2,
      'a',
    ],
  ])('%s', (_, steps, hours, expected) => {
    expect(emailAt(after(...steps), hours)).toBe(expected);
  });

  test('an import says itself what was before (DEL-22)', () => {
    const changed = { value: 'b', changedAtMs: at(-1), previous: { value: 'a', verifiedAtMs: at(-9000) } };
    expect(emailAt(after([0, record(changed)]), 70.9)).toBe('a');
    expect(emailAt(after([0, record(changed)]), 71)).toBe('b');
    expect(emailAt(after([0, record({ ...changed, previous: { value: 'a' } })]), 1)).toBeUndefined();
    expect(emailAt(after([0, record({ value: 'b', changedAtMs: at(-1) })]), 1)).toBe('b');
  });

  test('a change that lies in the future by its own word begins now', () => {
    const changed = { value: 'b', changedAtMs: at(5000), previous: { value: 'a', verifiedAtMs: at(-9000) } };
    expect(emailAt(after([0, record(changed)]), 72)).toBe('b');
  });

  test('a stronger factor releases early, and only what it approved', () => {
    const { known, changes } = revise(after([0, record('a', 'p')]), record('b', 'q'), 1, ['email']);
    expect(emailAt(known, 1)).toBe('b');
    expect(known.phone && contactForCodes(known.phone, at(1), quarantineMs)?.value).toBe('p');
    expect(changes).toEqual([
      { kind: 'email', old: 'a' },
      { kind: 'phone', old: 'p' },
    ]);
  });

  test('an approval that comes later releases too', () => {
    const quarantined = after([0, record('a')], [1, record('b')]);
    expect(emailAt(revise(quarantined, record('b'), 2, ['email']).known, 2)).toBe('b');
  });
});

describe('who is told of a change', () => {
  test.each<[string, readonly (readonly [number, NormalContacts])[], NormalContacts, number, readonly string[]]>([
    ['nobody of a first contact', [], record('a'), 0, []],
    ['nobody of the same one again', [[0, record('a')]], record('a'), 1, []],
    ['nobody of one that is added: there is no old one', [[0, record('a')]], record('a', 'p'), 1, []],
    ['the old contact of a change', [[0, record('a')]], record('b'), 1, ['a']],
    ['the old contact, when it is taken away', [[0, record('a')]], record(), 1, ['a']],
    [
      'the one that was good, of a second change',
      [
        [0, record('a')],
        [1, record('b')],
      ],
      record('c'),
      2,
      ['a'],
    ],
    [
      'nobody of a way back',
      [
        [0, record('a')],
        [1, record('b')],
      ],
      record('a'),
      2,
      [],
    ],
  ])('%s', (_, steps, next, hours, expected) => {
    const before = steps.length === 0 ? undefined : after(...steps);
    expect(revise(before, next, hours).changes.map(({ old }) => old)).toEqual(expected);
  });
});

test('however contacts change, no code goes to one that is younger than its quarantine', () => {
  const step = fc.tuple(fc.integer({ min: 1, max: 60 }), fc.constantFrom('a', 'b', 'c', undefined));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      let known: KnownContacts | undefined = revise(undefined, record('first'), 0).known;
      let hours = 0;
      let since = -1_000;
      let current: string | undefined = 'first';
      for (const [pause, value] of steps) {
        hours += pause;
        if (value !== current) since = hours;
        current = value;
        known = revise(known, record(value), hours).known;
        const used = emailAt(known, hours);
        if (used !== undefined && used === value && hours - since < 72) expect(used).toBe(trustedBefore(steps, hours));
      }
    }),
  );

  /** Coming back to the contact that was good is the one way to be trusted at once. */
  function trustedBefore(
    steps: readonly (readonly [number, string | undefined])[],
    untilHours: number,
  ): string | undefined {
    let good: string | undefined = 'first';
    let value: string | undefined = 'first';
    let since = -1_000;
    let hours = 0;
    for (const [pause, next] of steps) {
      if (hours + pause > untilHours) break;
      hours += pause;
      if (hours - since >= 72) good = value;
      if (next !== value) since = next === good ? -1_000 : hours;
      value = next;
    }
    return good;
  }
});
