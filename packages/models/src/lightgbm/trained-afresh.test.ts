import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { differences, goldenCases } from '../../test-support/golden.ts';
import { readModel } from '../read-model.ts';

/** A Python with what infra/training/requirements.txt names: `PYTHON`, else `python3`. */
const python = process.env['PYTHON'] ?? 'python3';
const hasLibrary = spawnSync(python, ['-c', 'import lightgbm, pandas']).status === 0;
const why = `no LightGBM for ${python}: pip install -r infra/training/requirements.txt`;

const folder = mkdtempSync(join(tmpdir(), 'countersign-training-'));
afterAll(() => rmSync(folder, { recursive: true }));
const script = (name: string): string => fileURLToPath(new URL(`../../../../infra/training/${name}`, import.meta.url));
const run = (name: string, ...args: readonly string[]): string =>
  execFileSync(python, ['-W', 'ignore', script(name), ...args], {
    encoding: 'utf8',
    env: { ...process.env, OMP_NUM_THREADS: '1' },
  });

/** A training table in which frauds spend much at night merchants, and some rows know less. */
function table(): string {
  const rows = Array.from({ length: 4_000 }, (_, at) => {
    const isFraud = at % 20 === 0;
    const time = new Date(Date.UTC(2026, 0, 1) + at * 600_000).toISOString();
    const category = isFraud ? 'games' : ['food', 'books', 'games'][at % 3];
    const amount = at % 11 === 0 ? '' : String(isFraud ? 200 + (at % 90) : 10 + (at % 70));
    return `e${at},purchase.requested,a${at % 50},${time},${isFraud ? 'fraud' : ''},${isFraud ? time : ''},${amount},${category},m${at}`;
  });
  return [
    'eventId,eventType,accountId,time,label,labelKnownAt,amount,event.merchant.category,event.merchant.id',
    ...rows,
  ].join('\n');
}

describe.skipIf(!hasLibrary)(hasLibrary ? 'LightGBM itself' : `LightGBM itself (SKIPPED: ${why})`, () => {
  it('predicts and explains models that it trained a moment ago as we do, to 1e-6', () => {
    run('golden.py', folder, String(process.pid));
    const cases = goldenCases(pathToFileURL(`${folder}/`));
    expect(cases.length).toBeGreaterThan(5);
    for (const [file, golden] of cases) {
      const { predicted, explained } = differences(file, golden);
      expect(Math.max(predicted, explained), file).toBeLessThan(1e-6);
    }
  });

  it('is trained by our script on what was known in time, and leaves names out', () => {
    const [csv, out] = [join(folder, 'table.csv'), join(folder, 'cards.json')];
    writeFileSync(csv, table());
    const until = '2026-01-25T00:00:00Z';
    const said = run(
      'train.py',
      csv,
      '--name',
      'cards',
      '--on',
      'purchase.requested',
      '--labels-until',
      until,
      '--out',
      out,
    );
    expect(said).toMatch(/trees from \d+ rows, \d+ of them frauds/);
    const read = readModel(readFileSync(out, 'utf8'));
    if (!read.ok) throw new Error(read.problem);
    const { inputs, training, baseLogOdds } = read.model;
    expect(inputs.map(({ name, words }) => [name, words && [...words.keys()]])).toEqual([
      ['amount', undefined],
      ['event.merchant.category', ['books', 'food', 'games']],
    ]);
    expect(training.rows).toBeLessThan(3_500); // The last day and what nobody could know by then are missing.
    expect(baseLogOdds).toBeCloseTo(
      Math.log((training.frauds ?? 0) / ((training.rows ?? 0) - (training.frauds ?? 0))),
      9,
    );
  });
});
