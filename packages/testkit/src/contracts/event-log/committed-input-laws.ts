import type { LogRecord } from '@countersign/engine';
import { describe, expect, test } from 'vitest';
import { eventually } from './eventually.ts';
import { freshGroup, type LogUnderTest, numbered, range } from './log-under-test.ts';

/** CommittedInput: what was handled is not brought again, what was not is. */
export function committedInputLaws(opened: () => Promise<LogUnderTest>): void {
  const run = (
    log: LogUnderTest,
    topic: string,
    groupId: string,
    handle: (records: readonly LogRecord[]) => Promise<void>,
  ) => log.committedInput.run({ groupId, topics: [topic], maxRecords: 25, handle });

  /** Takes offsets down. */
  const collector = (offsets: number[]) => async (records: readonly LogRecord[]) => {
    for (const { offset } of records) offsets.push(offset);
  };

  describe('committed input', () => {
    test('a new group begins with the first record; chunks have at most the records asked for', async () => {
      const log = await opened();
      const topic = await log.createTopic(1);
      await log.publisher.publish(numbered(topic, 110, 0));
      const offsets: number[] = [];
      const sizes: number[] = [];
      const input = await run(log, topic, freshGroup(), async (records) => {
        sizes.push(records.length);
        await collector(offsets)(records);
      });
      await eventually(log, 'everything came', () => offsets.length >= 110);
      await input.stop();
      expect(offsets).toEqual(range(0, 110));
      expect(Math.max(...sizes)).toBeLessThanOrEqual(25);
    });

    test('records whose handling failed come again, before any later ones', async () => {
      const log = await opened();
      const topic = await log.createTopic(1);
      await log.publisher.publish(numbered(topic, 60, 0));
      const firsts: number[] = [];
      const offsets: number[] = [];
      const input = await run(log, topic, freshGroup(), async (records) => {
        firsts.push(records[0]?.offset ?? -1);
        if (firsts.length <= 2) throw new TypeError('a mistake');
        await collector(offsets)(records);
      });
      await eventually(log, 'everything came', () => offsets.length >= 60);
      await input.stop();
      expect(firsts.slice(0, 3)).toEqual([0, 0, 0]);
      expect(offsets).toEqual(range(0, 60));
    });

    test('after a restart it goes on behind what was handled', async () => {
      const log = await opened();
      const topic = await log.createTopic(1);
      const groupId = freshGroup();
      await log.publisher.publish(numbered(topic, 30, 0));
      const before: number[] = [];
      const input = await run(log, topic, groupId, collector(before));
      await eventually(log, 'everything came', () => before.length >= 30);
      await input.stop();
      await log.publisher.publish(numbered(topic, 20, 0, 30));
      const after: number[] = [];
      const again = await run(log, topic, groupId, collector(after));
      await eventually(log, 'the rest came', () => after.length >= 20);
      await again.stop();
      expect(after).toEqual(range(30, 50));
    });

    test('what was under way and failed at the stop comes again after it', async () => {
      const log = await opened();
      const topic = await log.createTopic(1);
      const groupId = freshGroup();
      await log.publisher.publish(numbered(topic, 10, 0));
      const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
      const input = await run(log, topic, groupId, async () => {
        begin();
        throw new Error('no mail server');
      });
      await begun;
      await input.stop();
      const offsets: number[] = [];
      const again = await run(log, topic, groupId, collector(offsets));
      await eventually(log, 'everything came', () => offsets.length >= 10);
      await again.stop();
      expect(offsets).toEqual(range(0, 10));
    });

    test('two groups do not know of each other', async () => {
      const log = await opened();
      const topic = await log.createTopic(2);
      await log.publisher.publish([...numbered(topic, 20, 0), ...numbered(topic, 20, 1)]);
      const [one, other]: [number[], number[]] = [[], []];
      const first = await run(log, topic, freshGroup(), collector(one));
      await eventually(log, 'the first group had everything', () => one.length >= 40);
      const second = await run(log, topic, freshGroup(), collector(other));
      await eventually(log, 'the second group had everything', () => other.length >= 40);
      await Promise.all([first.stop(), second.stop()]);
      expect([one.length, other.length]).toEqual([40, 40]);
    });
  });
}
