import type { LogReader, NextOffsets } from '@countersign/engine';
import type { Consumer } from 'kafkajs';
import { stopped } from './reading-failure.ts';

const stallMs = 60_000;
/** A group that lost several members takes this long to form: to leave it for that would only make it longer. */
const joiningMs = 180_000;
const checkMs = 10_000;

/** What the watch needs to know of the input it guards. */
export interface WatchedInput {
  /** Whether the input itself holds back fetching, because its handlers are behind. */
  isHeldBack(): boolean;
  /** Partitions that wait for the log, and the offsets they wait for. */
  idle(): readonly { readonly partition: number; readonly offsets: NextOffsets }[];
}

/**
 * Finds a consumer that silently stopped (KJS-06): no fetch for a minute, or records lying ready for a minute that never came,
 * while Kafka answers on another connection. An outage of the brokers alone is never a stall (OVL-05). Returns what ends the watch.
 */
export const watchStalls = (
  consumer: Consumer,
  input: WatchedInput,
  reader: LogReader,
  fail: (error: unknown) => void,
): (() => void) => {
  let lastFetchAt = Date.now();
  let isChecking = false;
  let lagging = new Map<string, { readonly offset: number; readonly sinceMs: number }>();
  const touch = (): void => {
    lastFetchAt = Date.now();
  };
  let isJoining = true;
  const { FETCH, GROUP_JOIN, REBALANCING, CRASH } = consumer.events;
  const joining = (is: boolean) => (): void => {
    isJoining = is;
    touch();
  };
  const listening = [
    consumer.on(FETCH, touch),
    consumer.on(GROUP_JOIN, joining(false)),
    consumer.on(REBALANCING, joining(true)),
    consumer.on(CRASH, joining(true)),
  ];

  const check = async (): Promise<void> => {
    if (input.isHeldBack()) return touch();
    lagging = isJoining ? await nothingLagging(reader) : await laggingSince(lagging, input, reader);
    const stuck = [...lagging].find(([, { sinceMs }]) => Date.now() - sinceMs > stallMs);
    if (stuck !== undefined) fail(stopped(`offset ${stuck[1].offset} of ${stuck[0]} lies ready but does not come`));
    const limitMs = isJoining ? joiningMs : stallMs;
    if (Date.now() - lastFetchAt <= limitMs) return;
    fail(stopped(`nothing was fetched for ${limitMs / 60_000} min, although Kafka answers`));
  };

  const timer = setInterval(() => {
    if (isChecking) return;
    isChecking = true;
    void check()
      .catch(touch) // Kafka does not answer: an outage
      .finally(() => (isChecking = false));
  }, checkMs);
  timer.unref();
  return () => {
    clearInterval(timer);
    for (const stopListening of listening) stopListening();
  };
};

/** While the group forms nothing can come; asked all the same, so that an outage is told from a stall. */
const nothingLagging = async (reader: LogReader): Promise<Lagging> => {
  await reader.partitionCount('');
  return new Map();
};

type Lagging = Map<string, { readonly offset: number; readonly sinceMs: number }>;

/** Which idle topic partitions have records to fetch, and since when they wait at the same offset. */
const laggingSince = async (before: Lagging, input: WatchedInput, reader: LogReader): Promise<Lagging> => {
  const now: Lagging = new Map();
  await reader.partitionCount(''); // one answer, even when nothing is idle
  for (const { partition, offsets } of input.idle()) {
    for (const [topic, offset] of Object.entries(offsets)) {
      const name = `${topic}/${partition}`;
      if (offset >= (await reader.bounds(topic, partition)).high) continue;
      const known = before.get(name);
      now.set(name, known?.offset === offset ? known : { offset, sinceMs: Date.now() });
    }
  }
  return now;
};
