import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { exampleEvent } from '@countersign/events';
import { afterAll, describe, expect, it } from 'vitest';
import { readDataset } from '../evaluation/read-dataset.ts';
import { readLabelledEvents } from '../evaluation/read-labelled-events.ts';
import { evaluateEvents, writeScores } from './evaluate.ts';

const folder = mkdtempSync(join(tmpdir(), 'countersign-evaluate-'));
afterAll(() => rmSync(folder, { recursive: true }));
const fileOf = (name: string, content: string | Buffer): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
const startMs = Date.UTC(2026, 0, 5);
const hourMs = 3_600_000;

const eventOf = (at: number) => {
  const event = exampleEvent('login.succeeded', {
    nowMs: startMs + at * hourMs,
    id: `e${at}`,
    accountId: `a${at % 5}`,
  });
  return { ...event, time: new Date(startMs + at * hourMs).toISOString() };
};
const labelOf = (eventId: string, label: string) => ({
  specversion: '1.0',
  id: `label-${eventId}`,
  source: 'chargebacks',
  type: 'label.recorded',
  subject: 'a0',
  time: '2026-02-01T00:00:00Z',
  data: {
    id: `label-${eventId}`,
    eventId,
    accountId: 'a0',
    label,
    source: 'chargeback',
    knownAt: '2026-02-01T00:00:00Z',
  },
});
const ndjson = (list: readonly object[]): string => list.map((one) => `${JSON.stringify(one)}\n`).join('');

describe('evaluate', () => {
  it('reads events and labels as they are on the topics, in whatever order, packed or not', async () => {
    const events = fileOf('events.ndjson.gz', gzipSync(ndjson([3, 1, 2].map(eventOf))));
    const labels = fileOf(
      'labels.ndjson',
      ndjson([labelOf('e2', 'fraud'), labelOf('e1', 'fraud'), labelOf('e1', 'legitimate')]),
    );
    const read = await readLabelledEvents(events, labels);
    expect(read.remarks).toEqual([
      `${labels}: 1 label record is about an event that has another; whoever knew last is believed.`,
    ]);
    expect([...read.events].map(({ id, label }) => [id, label])).toEqual([
      ['e1', 'legitimate'],
      ['e2', 'fraud'],
      ['e3', undefined],
    ]);
  });

  it.each([
    ['{"id":1}\n', 'line 1: an event has id, subject (the account) and time.'],
    ['\nnonsense\n', 'line 2: it is not a JSON object.'],
  ])('names file and line of %j', async (content, sentence) => {
    const events = fileOf('bad.ndjson', content);
    await expect(readLabelledEvents(events, fileOf('none.ndjson', ''))).rejects.toThrow(`${events}, ${sentence}`);
  });

  it('reads a published table and refuses another one', async () => {
    const head = 'datetime,source_ip,username,success,failure_reason,is_attack';
    const rows = [
      '2018-01-01 00:05:32.98,223.178.55.3,djones,True,,0',
      '2018-01-01 00:04:00.34,1.2.3.4,djones,False,error_wrong_password,1',
    ];
    const read = await readDataset('logins', fileOf('logins.csv', [head, ...rows].join('\n')));
    expect(read.map(({ accountId, label }) => [accountId, label])).toEqual([
      ['djones', 'legitimate'],
      ['djones', 'legitimate'],
    ]);
    expect(JSON.parse(Buffer.from(read[0]?.value ?? '').toString())).toMatchObject({ type: 'login.failed' });
    const other = fileOf('other.csv', 'a,b\n1,2\n');
    await expect(readDataset('card-purchases', other)).rejects.toThrow(
      /is no table of card-purchases: unix_time, cc_num/,
    );
  });

  it('measures on the scorer’s path and writes scores from which anybody can measure again', async () => {
    const labels = Array.from({ length: 10 }, (_, at) => labelOf(`e${50 + at}`, 'fraud'));
    const { events } = await readLabelledEvents(
      fileOf('all.ndjson', ndjson(Array.from({ length: 100 }, (_, at) => eventOf(at)))),
      fileOf('all-labels.ndjson', ndjson(labels)),
    );
    const plan = {
      policy: undefined,
      model: undefined,
      models: join(folder, 'models'),
      testFromMs: startMs + 40 * hourMs,
      fitUntilMs: undefined,
      labelDelayMs: 0,
      budget: 0.1,
      features: join(folder, 'features.csv.gz'),
      progress: () => {},
    };
    const { report, scored } = await evaluateEvents({ events, ...plan });
    expect(report).toMatchObject({
      events: 60,
      frauds: 10,
      budget: { asked: 0.1 },
      refused: {},
      policy: { id: 'default' },
    });
    expect(Object.keys(report.recallAt)).toEqual(['0.005', '0.01', '0.02', '0.05']);
    const scores = join(folder, 'scores.ndjson');
    writeScores(scores, scored);
    const lines = readFileSync(scores, 'utf8').trimEnd().split('\n');
    expect(lines).toHaveLength(100);
    expect(JSON.parse(lines[50] ?? '')).toMatchObject({ id: 'e50', label: 'fraud', action: expect.any(String) });
    const table = gunzipSync(readFileSync(plan.features)).toString().trimEnd().split('\n');
    expect(table).toHaveLength(101);
    expect(table[0]).toMatch(/^eventId,eventType,accountId,time,label,labelKnownAt,stale,frozen,/);
    expect(table[51]).toMatch(/^e50,login\.succeeded,a0,2026-01-07T02:00:00\.000Z,fraud,2026-02-01T00:00:00\.000Z,/);
    expect(table[1]).toMatch(/^e0,login\.succeeded,a0,2026-01-05T00:00:00\.000Z,,,/);
  });
});
