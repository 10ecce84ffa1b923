import { CountersignError } from '@countersign/events';
import type { EntityObservation } from '../ports/entity-store.ts';
import type { Lease, LogRecord, NextOffsets, OutgoingRecord } from '../ports/event-log.ts';
import type { Batch, Positions } from '../ports/partition-store.ts';
import { scorerInputs } from '../topic-names.ts';
import { loadBatch } from './load-batch.ts';
import { type PositionNote, encodeNote, lastRecordOf } from './position-note.ts';
import { type StoredPopulation, createStoredPopulation } from './population-store.ts';
import { type ProfileCache, createProfileCache } from './profile-cache.ts';
import { createPublishing } from './publishing.ts';
import type { ReadChunk, ReadChunkOf } from './read-chunk.ts';
import { type ScoredBatch, scoreBatch } from './score-batch.ts';
import type { ScorerPorts, ScorerSettings } from './scorer-ports.ts';
import type { ChunkTrace } from './scorer-trace.ts';
import { startingPoint } from './take-over.ts';

/** The scorer's hold on one partition number. */
export interface PartitionWorker {
  takeOver(): Promise<NextOffsets>;
  chunk(topic: string, records: readonly LogRecord[], lease: Lease): Promise<'next' | 'again'>;
  release(): Promise<void>;
}

interface Hold {
  /** Last offset applied of every input, also where nothing is stored yet. */
  positions: Positions;
  /** What the store holds now: the next apply expects just this. */
  stored: Positions;
  note: PositionNote;
  readonly profiles: ProfileCache;
  readonly population: StoredPopulation;
}

/** What goes out of a chunk. */
type DecidedChunk = ScoredBatch & Pick<ReadChunk, 'aside'>;

/**
 * The batch protocol for one partition: read, load, score, record, apply, wait until durable, publish.
 * While batch k publishes, batch k+1 is read, loaded and scored; its apply waits (DEL-05).
 * `share` is this partition's part of what the process may keep in memory.
 * Any doubt (moved, a rejected write or publish, a lost primary) ends in `again`: memory is dropped, the stored point counts.
 */
export function createPartitionWorker(
  partition: number,
  ports: ScorerPorts,
  settings: ScorerSettings,
  readChunk: ReadChunkOf,
  share: () => number,
): PartitionWorker {
  const { clock, partitions: store } = ports;
  const { observer, topics } = settings;
  const publishing = createPublishing(partition, ports, settings);
  let hold: Hold | undefined;

  const takeOver = async (): Promise<NextOffsets> => {
    hold = undefined;
    await publishing.letGo();
    const receipt = await store.takeOver(partition, settings.owner);
    await receipt.durable();
    const { positions, note } = await startingPoint(receipt.result, partition, { ...settings, reader: ports.reader });
    const republished = await publishing.again(receipt.result.outbox);
    hold = {
      positions,
      stored: receipt.result.positions,
      note,
      profiles: createProfileCache(settings.profileCacheBytes, share),
      population: createStoredPopulation(),
    };
    observer.tookOver(partition, republished);
    observer.standsAt(partition, positions);
    return Object.fromEntries(scorerInputs(topics).map((topic) => [topic, (positions[topic] ?? -1) + 1]));
  };

  const timed = async <T>(name: 'load' | 'record' | 'apply', records: number, work: Promise<T>): Promise<T> => {
    const startMs = clock.now();
    const result = await work;
    observer.step(name, clock.now() - startMs, records);
    return result;
  };

  const chunk = async (
    topic: string,
    records: readonly LogRecord[],
    lease: Lease,
    trace: ChunkTrace,
  ): Promise<'next' | 'again'> => {
    const held = hold;
    const last = records.at(-1);
    if (held === undefined) return 'again';
    if (last === undefined) return 'next';
    if ((records[0]?.offset ?? 0) <= (held.positions[topic] ?? -1)) return drop(); // Read from a point that is not ours.
    const decided = await decideChunk(held, topic, records, trace);
    if (decided === 'moved') return moved();
    const [isPublished] = await Promise.all([
      publishing.idle(),
      timed('record', records.length, recordAside(decided.observations, decided.aside)),
    ]);
    if (!isPublished || !lease.isCurrent()) return drop();
    const batch = batchOf(held, topic, last, decided.publish);
    const receipt = await timed('apply', records.length, store.apply(partition, batch));
    if (receipt.result === 'moved') return moved();
    await receipt.durable();
    held.positions = batch.next;
    held.stored = batch.next;
    held.note = noteAfter(held.note, topic, last);
    observer.standsAt(partition, batch.next);
    publishing.start(batch.applyId, decided.publish, trace);
    return 'next';
  };

  /** Apart from what follows, so that while a batch waits nothing is kept of it but its bytes: what lives on is copied by the collector. */
  const decideChunk = async (
    held: Hold,
    topic: string,
    records: readonly LogRecord[],
    trace: ChunkTrace,
  ): Promise<DecidedChunk | 'moved'> => {
    const policy = settings.policy();
    const shadow = settings.shadow?.();
    const velocities = shadow === undefined ? policy.velocities : shadow.velocities;
    const place = { topic, partition, partitions: held.note.partitions, policy, velocities };
    const { items, aside } = readChunk(records, place);
    const loaded = await timed('load', records.length, loadBatch(items, partition, held.stored, held, ports));
    if (loaded === 'moved') return 'moved';
    return { ...scoreBatch(items, loaded, { partition, policy, shadow, held, ports, settings, trace }), aside };
  };

  const recordAside = async (
    observations: readonly EntityObservation[],
    aside: readonly OutgoingRecord[],
  ): Promise<void> => {
    if (observations.length > 0) await ports.entities.observe(observations);
    if (aside.length > 0) await ports.publisher.publish(aside);
  };

  const batchOf = (held: Hold, topic: string, last: LogRecord, publish: readonly OutgoingRecord[]): Batch => {
    const applyId = Buffer.from(ports.randomness.bytes(16)).toString('base64url');
    const next: Positions = { ...held.positions, [topic]: last.offset };
    return {
      applyId,
      expected: held.stored,
      next,
      profiles: new Map([...held.profiles.takeChanged(), ...held.population.takeChanged()]),
      outbox: settings.outbox.seal(applyId, publish),
      note: encodeNote(noteAfter(held.note, topic, last)),
    };
  };

  const moved = (): 'again' => {
    observer.moved(partition);
    return drop();
  };

  const drop = (): 'again' => {
    hold = undefined;
    return 'again';
  };

  return {
    takeOver,
    async chunk(topic, records, lease) {
      const trace = settings.trace.chunk(topic);
      try {
        const result = await chunk(topic, records, lease, trace);
        if (result === 'again') trace.ended('given up');
        return result;
      } catch (error) {
        trace.ended('given up');
        hold = undefined;
        if (error instanceof CountersignError && error.retryable) return 'again';
        throw error;
      }
    },
    async release() {
      hold = undefined;
      observer.released(partition);
      await publishing.letGo();
    },
  };
}

const noteAfter = (note: PositionNote, topic: string, last: LogRecord): PositionNote => ({
  ...note,
  last: { ...note.last, [topic]: lastRecordOf(last) },
});
