import type { Decision } from '@countersign/events';
import type { LogReader, LogRecord } from '../ports/event-log.ts';
import type { Positions } from '../ports/partition-store.ts';
import type { EventItem, LabelItem, OutcomeItem } from '../scorer/batch-item.ts';
import type { ReadChunkOf } from '../scorer/read-chunk.ts';
import type { TopicNames } from '../topic-names.ts';
import { inputQueue } from './input-queue.ts';
import { recordedDecisions } from './recorded-decisions.ts';

/** One thing that the scorer did on a partition, again. */
export type RelivedStep =
  | { readonly kind: 'decided'; readonly item: EventItem; readonly decision: Decision }
  | { readonly kind: 'learned'; readonly item: OutcomeItem | LabelItem };

/** What a chunk of one topic holds for the scorer. */
export type ReadItems = (topic: string, records: readonly LogRecord[]) => ReturnType<ReadChunkOf>['items'];

const recordsPerRead = 500;

/**
 * What happened on one partition, in the order in which the scorer saw it: the inputs merged by the positions that each
 * decision recorded (DEL-19). Ends with the newest decision, and returns where that stood; undefined where there is none:
 * what came after is the scorer's to do.
 */
export async function* relivedPartition(
  reader: LogReader,
  topics: TopicNames,
  partition: number,
  readItems: ReadItems,
): AsyncGenerator<RelivedStep, Positions | undefined> {
  const decisions = await recordedDecisions(reader, topics.decisions, partition);
  const outcomes = await inputQueue(reader, topics.outcomes, partition);
  const labels = await inputQueue(reader, topics.labels, partition);
  async function* learnedUpTo(position: Decision['position']): AsyncGenerator<RelivedStep> {
    yield* learned(readItems(topics.outcomes, await outcomes.upTo(position.outcomes)));
    yield* learned(readItems(topics.labels, await labels.upTo(position.labels)));
  }

  const { low, high } = await reader.bounds(topics.events, partition);
  let next = low;
  while (next < high) {
    const records = await reader.read(topics.events, partition, next, recordsPerRead);
    for (const item of readItems(topics.events, records)) {
      const decision = await decisions.at(item.offset);
      if (item.kind !== 'event' || decision === undefined) continue;
      yield* learnedUpTo(decision.position);
      yield { kind: 'decided', item, decision };
    }
    next = (records.at(-1)?.offset ?? high - 1) + 1;
  }
  const last = await decisions.lastPosition();
  if (last === undefined) return undefined;
  yield* learnedUpTo(last);
  return { [topics.events]: last.offset, [topics.outcomes]: last.outcomes, [topics.labels]: last.labels };
}

const learned = (items: ReturnType<ReadItems>): readonly RelivedStep[] =>
  items.flatMap((item) => (item.kind === 'event' ? [] : [{ kind: 'learned', item }]));
