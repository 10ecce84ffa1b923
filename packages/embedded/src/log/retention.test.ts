import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '@countersign/engine';
import type { EpochMs } from '@countersign/events';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type LocalDatabase, openDatabase } from '../database.ts';
import { retainOnce } from './retention.ts';
import { createTopicLog, type TopicLog } from './topic-log.ts';

const dayMs = 86_400_000;

let folder: string;
let database: LocalDatabase;
let log: TopicLog;
let nowMs: number;
const clock: Clock = { now: () => nowMs as EpochMs, after: () => () => {} };

beforeEach(async () => {
  nowMs = 100 * dayMs;
  folder = mkdtempSync(join(tmpdir(), 'countersign-retention-'));
  database = openDatabase(folder, 'log');
  log = createTopicLog(database, clock);
  await log.create([{ name: 'topic', partitions: 2 }]);
});
afterEach(async () => {
  await database.close();
  rmSync(folder, { recursive: true });
});

const bytes = (text: string | null): Buffer | null => (text === null ? null : Buffer.from(text));
const text = (content: Uint8Array | null): string => (content === null ? 'none' : Buffer.from(content).toString());
const append = (key: string | null, value: string | null, partition = 0): Promise<void> =>
  log.append([{ topic: 'topic', partition, key: bytes(key), value: bytes(value) }]);
const retain = (rule: { retentionMs?: number; compacted?: boolean }, neededFrom = () => Number.POSITIVE_INFINITY) =>
  retainOnce(log, database, {
    clock,
    rules: [{ topic: 'topic', retentionMs: -1, compacted: false, ...rule }],
    neededFrom,
  });
const kept = (partition = 0): string[] =>
  log.read('topic', partition, 0, 1_000).map(({ offset, key, value }) => `${offset} ${text(key)}=${text(value)}`);

/** One record a day, today the last. */
const tenDays = async (partition = 0): Promise<void> => {
  nowMs = 90 * dayMs;
  for (let day = 0; day < 10; day += 1) {
    nowMs += dayMs;
    await append('key', String(day), partition);
  }
};

describe('pruning', () => {
  test('what is older than the topic keeps goes; offsets stay what they were', async () => {
    await tenDays();
    await retain({ retentionMs: 3 * dayMs });
    expect(kept()).toEqual(['6 key=6', '7 key=7', '8 key=8', '9 key=9']);
    expect(log.bounds('topic', 0)).toEqual({ low: 6, high: 10 });
    expect(log.offsetAt('topic', 0, 98.5 * dayMs)).toBe(8);
    await append('key', 'new');
    expect(log.bounds('topic', 0).high).toBe(11);
  });

  test('the last records stay however old, so that offsets never begin anew', async () => {
    await tenDays();
    nowMs += 1_000 * dayMs;
    await retain({ retentionMs: dayMs });
    expect(kept()).toEqual(['9 key=9']);
    const reopened = createTopicLog(database, clock);
    await reopened.append([{ topic: 'topic', partition: 0, key: null, value: null }]);
    expect(reopened.bounds('topic', 0)).toEqual({ low: 9, high: 11 });
  });

  test('what somebody has yet to read stays', async () => {
    await tenDays();
    await retain({ retentionMs: 3 * dayMs }, () => 4);
    expect(log.bounds('topic', 0)).toEqual({ low: 4, high: 10 });
  });

  test('a topic without an age keeps all', async () => {
    await tenDays();
    await retain({});
    expect(kept().length).toBe(10);
  });

  test('many chunks go, in several steps', async () => {
    for (let n = 0; n < 150; n += 1) await append('key', String(n), 1);
    nowMs += 9 * dayMs;
    await append('key', 'last', 1);
    await retain({ retentionMs: dayMs });
    expect(kept(1)).toEqual(['150 key=last']);
  });
});

describe('compaction', () => {
  test('keeps the last record of each key at its offset, and records without a key', async () => {
    const key = (name: string): Buffer => Buffer.from(name);
    const record = { topic: 'topic', partition: 0 };
    await log.append([
      { ...record, key: key('ana'), value: key('1') },
      { ...record, key: key('ben'), value: key('1') },
      { ...record, key: null, value: key('loose') },
      { ...record, key: key('ana'), value: key('2') },
    ]);
    await append('ana', '3');
    await append('eve', '1');
    await retain({ compacted: true });
    expect(kept()).toEqual(['1 ben=1', '2 none=loose', '4 ana=3', '5 eve=1']);
    await retain({ compacted: true });
    expect(kept().length).toBe(4);
    expect(log.bounds('topic', 0).high).toBe(6);
  });

  test('a tombstone removes what came before at once, and goes itself after a day', async () => {
    await append('ana', '1');
    await append('ana', null);
    await append('ben', '1');
    await retain({ compacted: true });
    expect(kept()).toEqual(['1 ana=none', '2 ben=1']);
    nowMs += 2 * dayMs;
    await retain({ compacted: true });
    expect(kept()).toEqual(['2 ben=1']);
  });

  test('many chunks are compacted in several steps', async () => {
    for (let n = 0; n < 150; n += 1) await append(`key-${n % 3}`, String(n));
    await retain({ compacted: true });
    expect(kept()).toEqual(['147 key-0=147', '148 key-1=148', '149 key-2=149']);
  });
});
