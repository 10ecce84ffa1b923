import type { LogReader } from '@countersign/engine';
import { expect, it } from 'vitest';
import { scorerMetrics } from './scorer-metrics.ts';

const reader: LogReader = {
  partitionCount: async () => 1,
  bounds: async () => ({ low: 0, high: 0 }),
  read: async () => [],
  offsetAt: async () => 0,
};

const logged = () => {
  const lines: Readonly<Record<string, string | number>>[] = [];
  let time = 0;
  const log = {
    warn: (_message: string, fields: Readonly<Record<string, string | number>>) => void lines.push(fields),
  };
  const { observer, stop } = scorerMetrics({ log, reader, nowMs: () => time });
  stop();
  return { observer, lines, pass: (ms: number) => (time += ms) };
};

it('names where a dead letter stood and why, ten of a code in a minute, and says how many it held back', () => {
  const { observer, lines, pass } = logged();
  for (let offset = 0; offset < 12; offset++) observer.deadLetter('not_json', { topic: 't', partition: 2, offset });
  observer.deadLetter('no_key', { topic: 't', partition: 2, offset: 12 });
  expect(lines).toHaveLength(11);
  expect(lines[0]).toEqual({ error_code: 'not_json', topic: 't', partition: 2, offset: 0 });
  expect(lines[10]).toEqual({ error_code: 'no_key', topic: 't', partition: 2, offset: 12 });
  pass(60_000);
  observer.deadLetter('not_json', { topic: 't', partition: 2, offset: 13 });
  expect(lines[11]).toEqual({ error_code: 'not_json', topic: 't', partition: 2, offset: 13, records: 3 });
});

it('names a misplacing producer once a minute (DEL-10)', () => {
  const { observer, lines, pass } = logged();
  for (const source of ['/shop', '/shop', '/app']) observer.forwarded(source, { topic: 't', partition: 0, offset: 5 });
  expect(lines.map(({ source }) => source)).toEqual(['/shop', '/app']);
  pass(60_000);
  observer.forwarded('/shop', { topic: 't', partition: 0, offset: 9 });
  expect(lines[2]).toEqual({ source: '/shop', topic: 't', partition: 0, offset: 9, records: 2 });
});
