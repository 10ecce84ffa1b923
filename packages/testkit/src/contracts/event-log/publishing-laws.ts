import { partitionOf } from '@countersign/events';
import { describe, expect, test } from 'vitest';
import { type LogUnderTest, numbered, range, textOf } from './log-under-test.ts';
import { readAll } from './read-all.ts';

/** LogPublisher: bytes, order, placement. */
export function publishingLaws(opened: () => Promise<LogUnderTest>): void {
  describe('publisher', () => {
    test('key, value, headers and tombstones come back as the bytes they were', async () => {
      const log = await opened();
      const topic = await log.createTopic(1);
      const everyByte = Buffer.from(range(0, 256));
      const headers = { traceparent: Buffer.from('00-ab'), raw: everyByte, empty: new Uint8Array() };
      await log.publisher.publish([
        { topic, key: Buffer.from('ä€\0'), value: everyByte, headers },
        { topic, key: Buffer.from('gone'), value: null },
        { topic, key: null, value: new Uint8Array([1, 2, 3]), partition: 0 },
        { topic, key: Buffer.from('empty'), value: new Uint8Array() },
      ]);
      const records = await readAll(log, topic, 0);
      const plain = (bytes: Uint8Array | null) => bytes && [...bytes];
      expect(records.map(({ key, value }) => [textOf(key), plain(value)])).toEqual([
        ['ä€\0', [...everyByte]],
        ['gone', null],
        [null, [1, 2, 3]],
        ['empty', []],
      ]);
      expect(Object.fromEntries(Object.entries(records[0]?.headers ?? {}).map(([n, b]) => [n, [...b]]))).toEqual({
        traceparent: [...Buffer.from('00-ab')],
        raw: [...everyByte],
        empty: [],
      });
      expect(records[1]?.headers).toEqual({});
      expect(records.map(({ topic: of, partition, offset }) => [of, partition, offset])).toEqual(
        range(0, 4).map((offset) => [topic, 0, offset]),
      );
    });

    test('what was given in order lies in order, offsets from 0 without a gap, the time never going back', async () => {
      const log = await opened();
      const topic = await log.createTopic(2);
      for (const start of [0, 40, 80]) {
        await log.publisher.publish([...numbered(topic, 40, 1, start), ...numbered(topic, 1, 0, start)]);
      }
      const records = await readAll(log, topic, 1);
      expect(records.map(({ value }) => Number(textOf(value)))).toEqual(range(0, 120));
      expect(records.map(({ offset }) => offset)).toEqual(range(0, 120));
      const times = records.map(({ timestampMs }) => timestampMs);
      expect(times).toEqual(times.toSorted((one, other) => one - other));
      expect((await readAll(log, topic, 0)).map(({ value }) => textOf(value))).toEqual(['0', '40', '80']);
    });

    test('calls made at once keep their order', async () => {
      const log = await opened();
      const topic = await log.createTopic(1);
      await Promise.all(range(0, 40).map((call) => log.publisher.publish(numbered(topic, 3, 0, call * 3))));
      expect((await readAll(log, topic, 0)).map(({ value }) => Number(textOf(value)))).toEqual(range(0, 120));
    });

    test('without a partition the key decides, by murmur2', async () => {
      const log = await opened();
      const topic = await log.createTopic(5);
      const keys = range(0, 200).map((n) => Buffer.from(`account-${n}`));
      await log.publisher.publish(keys.map((key) => ({ topic, key, value: key })));
      let count = 0;
      for (const partition of range(0, 5)) {
        const records = await readAll(log, topic, partition);
        expect(records.every(({ key }) => key !== null && partitionOf(key, 5) === partition)).toBe(true);
        count += records.length;
      }
      expect(count).toBe(200);
    });

    test('what was published can be read at once', async () => {
      const log = await opened();
      const topic = await log.createTopic(1);
      for (const n of range(0, 20)) {
        await log.publisher.publish(numbered(topic, 1, 0, n));
        expect((await log.reader.read(topic, 0, n, 10)).map(({ value }) => textOf(value))).toEqual([String(n)]);
      }
    });

    test('a topic that does not exist is refused, and not made by accident', async () => {
      const log = await opened();
      const topic = `${await log.createTopic(1)}-nowhere`;
      await expect(log.publisher.publish(numbered(topic, 1, 0))).rejects.toMatchObject({ name: 'CountersignError' });
      expect(await log.reader.partitionCount(topic)).toBeUndefined();
    });

    test('publishing nothing is no mistake', async () => {
      await expect((await opened()).publisher.publish([])).resolves.toBeUndefined();
    });
  });
}
