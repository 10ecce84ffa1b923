import { CountersignError } from '@countersign/events';
import type { LogReader } from '../ports/event-log.ts';
import type { PartitionStore } from '../ports/partition-store.ts';
import type { TopicNames } from '../topic-names.ts';
import { samePartitionCount, startingPoint } from './take-over.ts';

/** What a scorer is about to start on. */
export interface ScorerStart {
  readonly reader: LogReader;
  readonly partitions: PartitionStore;
  readonly topics: TopicNames;
  readonly mode: 'production' | 'development';
  readonly startAt: 'position' | 'latest';
}

/** Partitions looked at side by side. */
const atOnce = 16;

/**
 * Everything that forbids a scorer to start, all at once, one sentence each (DEL-15): a store that may lose or evict,
 * topics that are missing or partitioned differently, positions outside the log, a store that was emptied, servers that do
 * not answer. Only reads: copies that run already are not disturbed. What is found here is looked for again at every takeover.
 */
export async function startProblems(start: ScorerStart): Promise<readonly string[]> {
  const { partitions: store, mode } = start;
  const [ofStore, ofLog] = await Promise.all([refusal(() => store.unfit(mode)), refusal(() => countOf(start))]);
  const problems = [
    ...(ofStore.error === undefined ? ofStore.value : [ofStore.error.message]),
    ...(ofLog.error === undefined ? [] : [ofLog.error.message]),
  ];
  if (ofStore.error !== undefined || ofLog.error !== undefined) return problems;
  return [...problems, ...(await positionProblems(ofLog.value, start))];
}

const countOf = ({ reader, topics }: ScorerStart): Promise<number> => samePartitionCount(topics, reader);

async function positionProblems(partitions: number, start: ScorerStart): Promise<readonly string[]> {
  const found: CountersignError[] = [];
  for (let first = 0; first < partitions; first += atOnce) {
    const some = Array.from({ length: Math.min(atOnce, partitions - first) }, (_, at) => first + at);
    const results = await Promise.all(some.map((partition) => refusal(() => lookAt(partition, start))));
    found.push(...results.flatMap(({ error }) => error ?? []));
  }
  return [...Map.groupBy(found, ({ code }) => code).values()].map(asOneSentence);
}

async function lookAt(partition: number, start: ScorerStart): Promise<void> {
  const look = async (): Promise<void> => {
    const { positions, note } = await start.partitions.load(partition, []);
    await startingPoint({ positions, outbox: undefined, note }, partition, start);
  };
  // Store and log are read one after the other: a copy that works in between would look like a contradiction.
  const first = await refusal(look);
  if (first.error !== undefined) await look();
}

/** A store that was emptied was emptied for every partition: one sentence stands for all. */
function asOneSentence([first, ...others]: readonly CountersignError[]): string {
  const message = first?.message ?? '';
  if (others.length === 0) return message;
  return `${message.replace(/\.$/, '')} (and so for ${others.length} more partition${others.length === 1 ? '' : 's'}).`;
}

type Refusal<T> =
  | { readonly value: T; readonly error?: undefined }
  | { readonly value?: undefined; readonly error: CountersignError };

/** Our own errors are sentences for an operator; all others are bugs. */
const refusal = async <T>(work: () => Promise<T>): Promise<Refusal<T>> => {
  try {
    return { value: await work() };
  } catch (error) {
    if (error instanceof CountersignError) return { error };
    throw error;
  }
};
