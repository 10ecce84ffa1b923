import { describe, expect, test } from 'vitest';
import { pause } from './eventually.ts';
import { type LogUnderTest, numbered } from './log-under-test.ts';

/** LogReader: counts, bounds, pieces, times. */
export function readingLaws(opened: () => Promise<LogUnderTest>): void {
  describe('reader', () => {
    test('counts partitions, and says when there is no such topic', async () => {
      const { reader, createTopic } = await opened();
      const topic = await createTopic(3);
      expect(await reader.partitionCount(topic)).toBe(3);
      expect(await reader.partitionCount(`${topic}-nowhere`)).toBeUndefined();
    });

    test('gives the bounds of each partition', async () => {
      const { reader, publisher, createTopic } = await opened();
      const topic = await createTopic(2);
      expect(await reader.bounds(topic, 1)).toEqual({ low: 0, high: 0 });
      await publisher.publish(numbered(topic, 7, 1));
      expect(await reader.bounds(topic, 1)).toEqual({ low: 0, high: 7 });
      expect(await reader.bounds(topic, 0)).toEqual({ low: 0, high: 0 });
    });

    test('reads from any offset on, at most as many as asked for, nothing at the end', async () => {
      const { reader, publisher, createTopic } = await opened();
      const topic = await createTopic(2);
      await publisher.publish(numbered(topic, 50, 0));
      const offsets = async (from: number, most: number): Promise<number[]> =>
        (await reader.read(topic, 0, from, most)).map(({ offset }) => offset);
      expect(await offsets(0, 3)).toEqual([0, 1, 2]);
      expect(await offsets(47, 100)).toEqual([47, 48, 49]);
      expect(await offsets(50, 100)).toEqual([]);
      expect(await reader.read(topic, 1, 0, 10)).toEqual([]);
    });

    test('finds the first record at or after a time', async () => {
      const { reader, publisher, createTopic } = await opened();
      const topic = await createTopic(1);
      for (const n of [0, 1, 2]) {
        await publisher.publish(numbered(topic, 2, 0, n * 2));
        await pause(5);
      }
      const records = await reader.read(topic, 0, 0, 10);
      for (const { timestampMs } of records) {
        const first = records.find((record) => record.timestampMs >= timestampMs);
        expect(await reader.offsetAt(topic, 0, timestampMs)).toBe(first?.offset);
      }
      expect(await reader.offsetAt(topic, 0, 0)).toBe(0);
      expect(await reader.offsetAt(topic, 0, (records.at(-1)?.timestampMs ?? 0) + 1)).toBe(6);
    });
  });
}
