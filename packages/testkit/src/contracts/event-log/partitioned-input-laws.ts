import { describe, expect, test } from 'vitest';
import { eventually, pause } from './eventually.ts';
import { createLedger, type Ledger } from './ledger.ts';
import { freshGroup, type LogUnderTest, numbered } from './log-under-test.ts';

/** PartitionedInput: what comes, in which pieces, and how it ends. */
export function partitionedInputLaws(opened: () => Promise<LogUnderTest>): void {
  const run = (log: LogUnderTest, topics: readonly string[], handler: Ledger, groupId = freshGroup()) =>
    log.partitionedInput.run({ groupId, topics, maxRecords: 50, handler });

  describe('partitioned input', () => {
    test('brings every record of every topic once, in order, one chunk at a time for a partition number', async () => {
      const log = await opened();
      const topics = [await log.createTopic(3), await log.createTopic(3)];
      for (const topic of topics) {
        for (const partition of [0, 1, 2]) await log.publisher.publish(numbered(topic, 260, partition));
      }
      const ledger = createLedger((take) => async (...call) => {
        await pause(1); // leaves room for a second chunk to break in
        return take(...call);
      });
      const input = await run(log, topics, ledger);
      await eventually(log, 'everything came', () => ledger.taken.length >= 1_560);
      expect([...input.partitions()].toSorted((a, b) => a - b)).toEqual([0, 1, 2]);
      await input.stop();
      expect(ledger.faults).toEqual([]);
      expect(new Set(ledger.taken).size).toBe(1_560);
      expect(ledger.taken.length).toBe(1_560);
      expect(ledger.largest()).toBeLessThanOrEqual(50);
      expect(input.partitions()).toEqual([]);
    });

    test('asks for the position of each partition before its first chunk, and says when it is over', async () => {
      const log = await opened();
      const topic = await log.createTopic(2);
      await log.publisher.publish([...numbered(topic, 10, 0), ...numbered(topic, 10, 1)]);
      const ledger = createLedger();
      const input = await run(log, [topic], ledger);
      await eventually(log, 'everything came', () => ledger.taken.length === 20);
      await input.stop();
      for (const partition of [0, 1]) {
        const calls = ledger.calls.filter((call) => call.endsWith(` ${partition}`));
        expect(calls[0]).toBe(`assigned ${partition}`);
        expect(calls.at(-1)).toBe(`revoked ${partition}`);
      }
    });

    test('reads each topic from the offset that the handler names, from the first kept where it names none', async () => {
      const log = await opened();
      const topics = [await log.createTopic(1), await log.createTopic(1)] as const;
      for (const topic of topics) await log.publisher.publish(numbered(topic, 30, 0));
      const ledger = createLedger();
      ledger.positions.set(0, { [topics[0]]: 23 });
      const input = await run(log, topics, ledger);
      await eventually(log, 'the rest came', () => ledger.taken.length >= 37);
      await input.stop();
      expect(ledger.faults).toEqual([]);
      expect(ledger.taken.filter((place) => place.startsWith(`${topics[0]}/`))[0]).toBe(`${topics[0]}/0/23`);
      expect(ledger.taken.length).toBe(37);
    });

    test('brings what is published while it runs', async () => {
      const log = await opened();
      const topic = await log.createTopic(2);
      const ledger = createLedger();
      const input = await run(log, [topic], ledger);
      for (const start of [0, 10, 20]) {
        await log.publisher.publish([...numbered(topic, 10, 0, start), ...numbered(topic, 10, 1, start)]);
        await eventually(log, 'news came', () => ledger.taken.length === (start + 10) * 2);
      }
      await input.stop();
      expect(ledger.faults).toEqual([]);
    });

    test('stop waits for the chunk under way and takes its lease away; nothing comes afterwards', async () => {
      const log = await opened();
      const topic = await log.createTopic(1);
      await log.publisher.publish(numbered(topic, 200, 0));
      const [begun, release] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
      let wasCurrent: boolean | undefined;
      const ledger = createLedger((take) => async (partition, of, records, lease) => {
        begun.resolve();
        await release.promise;
        wasCurrent = lease.isCurrent();
        return take(partition, of, records, lease);
      });
      const input = await run(log, [topic], ledger);
      await begun.promise;
      let hasStopped = false;
      const stopped = input.stop().then(() => (hasStopped = true));
      await pause(100);
      expect(hasStopped).toBe(false);
      release.resolve();
      await stopped;
      const { length } = ledger.taken;
      await pause(100);
      expect([wasCurrent, length <= 50, ledger.taken.length - length]).toEqual([false, true, 0]);
      expect(ledger.calls.at(-1)).toBe('revoked 0');
      expect(ledger.faults).toEqual([]);
    });
  });
}
