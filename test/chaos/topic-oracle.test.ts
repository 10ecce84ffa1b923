import { readFileSync } from 'node:fs';
import { type LogReader, type LogRecord, topicNames } from '@countersign/engine';
import { expect, test } from 'vitest';
import { noticeOf, untold } from './notices.ts';
import { createTopicOracle } from './topic-oracle.ts';

const topics = topicNames('');
type Json = Record<string, unknown> & { readonly data: Record<string, unknown> };
const example = (name: string): Json =>
  JSON.parse(readFileSync(new URL(`../../packages/events/examples/${name}.golden.json`, import.meta.url), 'utf8'));
const uuid = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

type Written = readonly [topic: string, value: Json];
const event = (id: string): Written => [topics.events, { ...example('login.succeeded'), id }];
const record = (topic: string, name: string, data: object): Written => {
  const made = example(name);
  return [topic, { ...made, data: { ...made.data, ...data } }];
};
const decision = (id: number, eventId: string, over: object = {}): Written =>
  record(topics.decisions, 'decision.made', { id: uuid(id), eventId, ...over });
const challenge = (id: number, over: object = {}): Written =>
  record(topics.challenges, 'challenge.requested', { id: uuid(id), ...over });
const outcome = (of: number, kind: string, id = 900 + of, over: object = {}): Written =>
  record(topics.outcomes, 'challenge.outcome', { id: uuid(id), challengeId: uuid(of), kind, ...over });

/** One partition a topic. */
const readerOf = (written: readonly Written[]): LogReader => {
  const all = written.map(([topic, value]): LogRecord => {
    const bytes = Buffer.from(JSON.stringify(value));
    const key = Buffer.from(String(value['subject']));
    return { topic, partition: 0, offset: 0, timestampMs: 1_772_357_400_000, key, value: bytes, headers: {} };
  });
  return {
    partitionCount: async () => 1,
    bounds: async () => ({ low: 0, high: all.length }),
    read: async (topic, _partition, from, most) =>
      all
        .filter((one) => one.topic === topic)
        .map((one, offset) => ({ ...one, offset }))
        .slice(from, from + most),
    offsetAt: async () => 0,
  };
};
const verdictOf = (...written: Written[]) => createTopicOracle(readerOf(written), topics)();

test('a log in which all is well', async () => {
  const seen: string[] = [];
  const written = [event('a'), event('b'), decision(1, 'a'), decision(2, 'b'), challenge(5), outcome(5, 'sent', 7)];
  const reader = readerOf([...written, outcome(5, 'verified'), outcome(5, 'reported', 8)]);
  const look = createTopicOracle(reader, topics, ({ id }) => seen.push(id));
  await look();
  expect(await look()).toMatchObject({ events: 2, decisions: 2, challenges: 1, ended: 1, open: 0, violations: [] });
  expect(seen).toEqual([uuid(5)]);
});

test('the same bytes again are no violation', async () => {
  const again = [decision(1, 'a'), challenge(5), outcome(5, 'expired')];
  expect(await verdictOf(event('a'), ...again, ...again)).toMatchObject({ open: 0, violations: [] });
});

test.each<[what: string, written: readonly Written[], open: number]>([
  ['an event without decision', [event('a'), event('b'), decision(1, 'a')], 1],
  ['a challenge without end', [challenge(5), outcome(5, 'sent')], 1],
  ['a challenge that was only reported has ended', [challenge(5), outcome(5, 'reported')], 0],
])('open: %s', async (_, written, open) => {
  expect(await verdictOf(...written)).toMatchObject({ open, violations: [] });
});

test.each<[what: string, written: readonly Written[], violation: RegExp]>([
  ['an event decided twice', [decision(1, 'a'), decision(2, 'a')], /^doubled: event a /],
  ['one decision in two wordings', [decision(1, 'a'), decision(1, 'a', { score: 99 })], /^conflicting: decision /],
  ['one challenge in two wordings', [challenge(5), challenge(5, { eventId: 'other' })], /^conflicting: challenge /],
  ['one outcome in two wordings', [outcome(5, 'sent', 7), outcome(5, 'verified', 7)], /^conflicting: outcome /],
  ['two ends', [outcome(5, 'verified', 7), outcome(5, 'expired', 8)], /^doubled: challenge /],
])('a violation: %s', async (_, written, violation) => {
  const { violations } = await verdictOf(...written);
  expect(violations).toContainEqual(expect.stringMatching(violation));
});

test('a report and a step-up from a new place are to be told, each once, and nothing else is', async () => {
  const [of, elsewhere] = [{ accountId: 'account-7' }, { accountId: 'account-7', newPlace: true }];
  const told = [
    outcome(5, 'reported', 8, of),
    outcome(6, 'verified', 9, elsewhere),
    outcome(7, 'failed', 10, elsewhere),
  ];
  const untold = [outcome(5, 'sent', 11, of), outcome(1, 'verified', 12, of), outcome(2, 'expired', 13, elsewhere)];
  const { occasions } = await verdictOf(...told, ...untold, ...told);
  expect([...occasions]).toEqual([
    ['account-7 reported', 1],
    ['account-7 verified', 1],
    ['account-7 failed', 1],
  ]);
});

test('a notice that is lost, or one for nothing, is a violation; a fourth of a kind within an hour is not sent', () => {
  const [reported, verified] = ['account-7 reported', 'account-7 verified'];
  const due = new Map([
    [reported, 5],
    [verified, 1],
  ]);
  expect(untold(due, new Map([...due, [reported, 3]]))).toEqual([]);
  expect(untold(due, new Map([[reported, 2]]))).toHaveLength(2);
  expect(untold(new Map(), new Map([[reported, 1]]))).toEqual([`notices of ${reported}: 1 came, 0 were due`]);
});

test.each([
  ['Example Shop: a request was reported as not yours (28K-JAE)', 'account-7 reported'],
  ['Example Shop: a code of yours was used from a new place (28K-JAE)', 'account-7 verified'],
  ['Example Shop: your balance (28K-JAE)', 'account-7 something else'],
])('the subject of a notice tells what it is: %s', (subject, what) => {
  expect(noticeOf('account-7@example.com', subject)).toBe(what);
});
