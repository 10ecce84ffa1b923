import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { loadPolicy } from '@countersign/scorer';
import { afterAll, describe, expect, it } from 'vitest';
import { connectionTo, decided } from '../../test-support/decided.ts';
import { readLabels } from '../history/read-labels.ts';
import { importLabels } from './import-labels.ts';
import { readLabelRows } from './read-label-rows.ts';

const folder = mkdtempSync(join(tmpdir(), 'countersign-labels-'));
afterAll(() => rmSync(folder, { recursive: true }));
const fileOf = (name: string, content: string | Buffer): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
const nowMs = Date.UTC(2026, 2, 1);
const policy = loadPolicy();
const past = Array.from({ length: 12 }, (_, at) =>
  decided(policy, { at, accountId: `a${at % 3}`, keys: { device: `d${at}`, kinds: [at] } }),
);
const options = { nowMs, searched: () => {}, sent: () => {} };

describe('labels from a file', () => {
  const table = [
    'eventId,label,source,knownAt,note,accountId',
    'e1,fraud,chargeback,2026-02-01T00:00:00Z,"stolen, says the bank",',
    'e2,fraud,,,,',
    'gone,fraud,,,,a9',
  ].join('\n');

  it.each([
    ['labels.csv', table],
    ['labels.csv.gz', gzipSync(table)],
  ])('come from %s', async (name, content) => {
    const { rows, problems } = await readLabelRows(fileOf(name, content));
    expect(problems).toEqual([]);
    expect(rows).toMatchObject([
      { line: 2, eventId: 'e1', label: 'fraud', source: 'chargeback', note: 'stolen, says the bank' },
      { line: 3, eventId: 'e2', label: 'fraud' },
      { line: 4, eventId: 'gone', accountId: 'a9' },
    ]);
  });

  it('come from NDJSON, of plain objects or of records, and say what is wrong with which line', async () => {
    const record = { type: 'label.recorded', data: { eventId: 'e1', label: 'fraud', source: 'support' } };
    const lines = [
      JSON.stringify(record),
      '{"eventId":"e2","label":"legitimate"}',
      'x',
      '{"eventId":"e3","label":"bad","knownAt":"soon"}',
    ];
    const path = fileOf('labels.ndjson', lines.join('\n'));
    const { rows, problems } = await readLabelRows(path);
    expect(rows.map(({ eventId, line }) => [eventId, line])).toEqual([
      ['e1', 1],
      ['e2', 2],
    ]);
    expect(problems).toEqual([
      `${path}, line 3: it is not a JSON object.`,
      `${path}, line 4: label is "bad"; allowed: fraud or legitimate. knownAt is "soon"; allowed: an instant such as 2026-03-01T09:30:00Z.`,
    ]);
  });
});

describe('an import of labels', () => {
  const row = (eventId: string, label: 'fraud' | 'legitimate', knownAt?: string, accountId?: string) => ({
    eventId,
    label,
    line: 1,
    ...(knownAt === undefined ? {} : { knownAt }),
    ...(accountId === undefined ? {} : { accountId }),
  });

  it('copies the pseudonyms of each decision (DEL-21), and imported again records nothing', async () => {
    const connection = connectionTo(past);
    const rows = [row('e1', 'fraud'), row(past[5]?.id ?? '', 'legitimate'), row('gone', 'fraud', undefined, 'a9')];
    const first = await importLabels(connection, rows, options);
    expect(first).toEqual({ counts: { recorded: 3, accountOnly: 1, repeated: 0, outdated: 0 }, problems: [] });
    const published = await Promise.all(
      [0, 1].map((partition) => connection.reader.read(connection.topics.labels, partition, 0, 9)),
    );
    const data = published.flat().map(({ value }) => JSON.parse(Buffer.from(value ?? '').toString()).data);
    expect(data.find(({ eventId }) => eventId === 'e1')?.keys).toEqual({ device: 'd1', kinds: [1] });
    expect(data.find(({ eventId }) => eventId === 'e5')?.label).toBe('legitimate');
    expect(data.find(({ eventId }) => eventId === 'gone')).not.toHaveProperty('keys');
    const second = await importLabels(connection, rows, { ...options, nowMs: nowMs + 1 });
    expect(second.counts).toEqual({ recorded: 0, accountOnly: 0, repeated: 3, outdated: 0 });
  });

  it('lets whoever knew last decide between rows that contradict each other, in whatever order they stand', async () => {
    const connection = connectionTo(past);
    const rows = [
      row('e1', 'legitimate', '2026-02-20T00:00:00Z'),
      row('e1', 'fraud', '2026-02-10T00:00:00Z'),
      row('e1', 'fraud', '2026-02-11T00:00:00Z'),
    ];
    const { counts } = await importLabels(connection, rows, options);
    expect(counts).toMatchObject({ recorded: 2, repeated: 1, outdated: 0 });
    expect((await readLabels(connection)).of('e1')?.label).toBe('legitimate');
    const late = await importLabels(connection, [row('e1', 'fraud', '2026-02-15T00:00:00Z')], options);
    expect(late.counts.outdated).toBe(1);
    expect((await readLabels(connection)).of('e1')?.label).toBe('legitimate');
  });

  it('leaves out what cannot be, says why, and records the rest', async () => {
    const rows = [
      row('gone', 'fraud'),
      row('e1', 'fraud', '2025-12-01T00:00:00Z'),
      row('e2', 'fraud', '2027-01-01T00:00:00Z'),
      { ...row('e3', 'fraud'), note: 'card 4111111111111111' },
      row('e4', 'fraud'),
    ];
    const { counts, problems } = await importLabels(connectionTo(past), rows, options);
    expect(counts.recorded).toBe(1);
    expect(problems.toSorted()).toEqual([
      expect.stringMatching(/event e1: knownAt lies before the event/),
      expect.stringMatching(/event e2: knownAt lies in the future/),
      expect.stringMatching(/event e3: /),
      expect.stringMatching(/event gone: no decision is known for it; with accountId/),
    ]);
  });
});
