import { describe, expect, test } from 'vitest';
import { eventually } from './eventually.ts';
import { createLedger } from './ledger.ts';
import { freshGroup, type LogUnderTest, numbered, range } from './log-under-test.ts';

/** PartitionedInput: positions live with the handler, whatever goes wrong. */
export function takeoverLaws(opened: () => Promise<LogUnderTest>): void {
  describe('partitioned input, taking over', () => {
    test('on `again` it asks for the position anew and goes on there', async () => {
      const log = await opened();
      const topic = await log.createTopic(1);
      await log.publisher.publish(numbered(topic, 300, 0));
      const starts: number[] = [];
      const input = await log.partitionedInput.run({
        groupId: freshGroup(),
        topics: [topic],
        maxRecords: 100,
        handler: {
          assigned: async () => ({ [topic]: starts.length === 0 ? 0 : 40 }),
          chunk: async (_partition, _topic, records) => {
            starts.push(records[0]?.offset ?? -1);
            return starts.length === 2 ? 'again' : 'next';
          },
          revoked: async () => {},
        },
      });
      await eventually(log, 'everything came', () => starts.at(-1) !== undefined && starts.length >= 5);
      await input.stop();
      expect(starts.slice(0, 3)).toEqual([0, 100, 40]);
      expect(starts.slice(2)).toEqual(starts.slice(2).toSorted((one, other) => one - other));
    });

    test('a handler that throws, even by mistake, is asked for its position and loses nothing', async () => {
      const log = await opened();
      const topic = await log.createTopic(1);
      await log.publisher.publish(numbered(topic, 120, 0));
      let thrown = 0;
      const ledger = createLedger((take) => async (...call) => {
        const answer = thrown === 1 ? 'next' : await take(...call); // once before, otherwise after the work
        if (thrown < 3) {
          thrown += 1;
          throw new TypeError('a mistake');
        }
        return answer;
      });
      const input = await log.partitionedInput.run({
        groupId: freshGroup(),
        topics: [topic],
        maxRecords: 25,
        handler: ledger,
      });
      await eventually(log, 'everything came', () => ledger.taken.length >= 120);
      await input.stop();
      expect(ledger.faults).toEqual([]);
      expect(ledger.taken).toEqual(range(0, 120).map((offset) => `${topic}/0/${offset}`));
      expect(ledger.calls.filter((call) => call === 'assigned 0').length).toBe(4);
    });

    test('an `assigned` that throws is tried again', async () => {
      const log = await opened();
      const topic = await log.createTopic(1);
      await log.publisher.publish(numbered(topic, 10, 0));
      const ledger = createLedger();
      let tries = 0;
      const assigned: typeof ledger.assigned = async (partition) => {
        tries += 1;
        if (tries < 3) throw new Error('the store is away');
        return ledger.assigned(partition);
      };
      const handler = { ...ledger, assigned };
      const input = await log.partitionedInput.run({ groupId: freshGroup(), topics: [topic], maxRecords: 25, handler });
      await eventually(log, 'everything came', () => ledger.taken.length >= 10);
      await input.stop();
      expect([tries, ledger.faults]).toEqual([3, []]);
    });

    test('after a restart it goes on where the handler stands, not where the log was', async () => {
      const log = await opened();
      const topic = await log.createTopic(1);
      const groupId = freshGroup();
      await log.publisher.publish(numbered(topic, 40, 0));
      const first = createLedger();
      const input = await log.partitionedInput.run({ groupId, topics: [topic], maxRecords: 25, handler: first });
      await eventually(log, 'everything came', () => first.taken.length >= 40);
      await input.stop();
      const second = createLedger();
      second.positions.set(0, { [topic]: 12 });
      const again = await log.partitionedInput.run({ groupId, topics: [topic], maxRecords: 25, handler: second });
      await eventually(log, 'the rest came', () => second.taken.length >= 28);
      await again.stop();
      expect(second.taken[0]).toBe(`${topic}/0/12`);
      expect(second.faults).toEqual([]);
    });

    test('a position that the topic does not hold is refused, not silently moved', async () => {
      const log = await opened();
      const topic = await log.createTopic(1);
      await log.publisher.publish(numbered(topic, 20, 0));
      const ledger = createLedger();
      ledger.positions.set(0, { [topic]: 1_000 });
      const run = { groupId: freshGroup(), topics: [topic], maxRecords: 25, handler: ledger };
      const input = await log.partitionedInput.run(run);
      await expect(input.failed).rejects.toMatchObject({ code: 'position_out_of_range' });
      await input.stop();
      expect(ledger.taken).toEqual([]);
    });

    test('topics with unequal numbers of partitions are refused', async () => {
      const log = await opened();
      const topics = [await log.createTopic(3), await log.createTopic(2)];
      const run = { groupId: freshGroup(), topics, maxRecords: 25, handler: createLedger() };
      await expect(log.partitionedInput.run(run)).rejects.toMatchObject({ code: 'unequal_partitions' });
    });
  });
}
