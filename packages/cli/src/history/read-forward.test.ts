import { CountersignError } from '@countersign/events';
import { expect, it } from 'vitest';
import { connectionTo, decided } from '../../test-support/decided.ts';
import { loadPolicy } from '@countersign/scorer';
import type { Connection } from '../connection/connection.ts';
import { readForward } from './read-forward.ts';

const past = Array.from({ length: 20 }, (_, at) => decided(loadPolicy(), { at }));
const topic = 'risk.decisions';

async function offsetsOf(reader: Connection['reader'], sinceMs?: number): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const records of readForward(reader, { topic, sinceMs, progress: () => {} })) {
    found.push(...records.map(({ partition, offset }) => `${partition}/${offset}`));
  }
  return found;
}

const all = [0, 1].flatMap((partition) => Array.from({ length: 10 }, (_, offset) => `${partition}/${offset}`));

it('reads every partition in its order, from the first record at or after a time', async () => {
  const { reader } = connectionTo(past);
  expect(await offsetsOf(reader)).toEqual(all);
  expect(await offsetsOf(reader, Date.parse(past[16]?.logTime ?? ''))).toEqual(['0/8', '0/9', '1/8', '1/9']);
});

it('goes on with the oldest record where retention overtakes it, and says when the log fails', async () => {
  const { reader } = connectionTo(past);
  let reads = 0;
  const pruned: Connection['reader'] = {
    ...reader,
    bounds: async (name, partition) => ({ ...(await reader.bounds(name, partition)), low: reads === 0 ? 0 : 6 }),
    async read(name, partition, from, max) {
      reads += 1;
      if (reads > 1 && from < 6) throw new CountersignError('position_out_of_range', 'It is gone.');
      return reader.read(name, partition, from, max);
    },
  };
  const kept = ['0/0', '0/1', '0/2', '0/6', '0/7', '0/8', '0/9'];
  expect((await offsetsOf(pruned)).slice(0, kept.length)).toEqual(kept);
  const broken = { ...reader, read: () => Promise.reject(new CountersignError('log_unavailable', 'No answer.')) };
  await expect(offsetsOf(broken)).rejects.toThrow('No answer.');
});
