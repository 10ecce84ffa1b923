import {
  type CaseStore,
  type Clock,
  type LogReader,
  type OutgoingRecord,
  type TopicNames,
  createCases,
  silentCaseObserver,
} from '@countersign/engine';
import { type Decision, decodeRecord } from '@countersign/events';
import { systemRandomness } from '@countersign/runtime';
import { storyMac } from './story-records.ts';

/** What the cases of a story need of its set-up. */
export interface CaseSurroundings {
  readonly reader: LogReader;
  readonly cases: CaseStore;
  readonly topics: TopicNames;
}

const recordsPerRead = 500;

/**
 * Plays the days after a story, in which nobody looks at what it held: every case is opened from the topic and its deadline
 * passes. Resolves with the decisions that hold an act still (CASE-01).
 * @param clock stands behind every deadline
 */
export async function endHeldActs(
  { reader, cases: store, topics }: CaseSurroundings,
  clock: Clock,
  decisions: Iterable<Decision>,
): Promise<readonly string[]> {
  const published: OutgoingRecord[] = [];
  const publisher = {
    publish(records: readonly OutgoingRecord[]) {
      published.push(...records);
      return Promise.resolve();
    },
  };
  const ports = { cases: store, publisher, clock, randomness: systemRandomness, mac: storyMac };
  const cases = createCases(ports, { topics, observer: silentCaseObserver });
  const partitions = (await reader.partitionCount(topics.decisions)) ?? 0;
  for (let partition = 0; partition < partitions; partition += 1) {
    const { low, high } = await reader.bounds(topics.decisions, partition);
    for (let from = low; from < high; from += recordsPerRead) {
      await cases.handle(await reader.read(topics.decisions, partition, from, recordsPerRead));
    }
  }
  while ((await cases.endOverdue()) > 0);
  while ((await cases.sweepOutbox()) > 0);
  const ended = new Set(published.flatMap(({ value }) => endOf(value)));
  return [...decisions].filter(({ id, action }) => action === 'hold' && !ended.has(id)).map(({ id }) => id);
}

function endOf(value: Uint8Array | null): readonly string[] {
  const decoded = decodeRecord('decision.resolved', value);
  return decoded.ok ? [decoded.record.data.decisionId] : [];
}
