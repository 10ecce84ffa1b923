import type { PartitionHandler } from '../ports/event-log.ts';
import { type PartitionWorker, createPartitionWorker } from './partition-worker.ts';
import { createReadChunk } from './read-chunk.ts';
import type { ScorerPorts, ScorerSettings } from './scorer-ports.ts';

/** The scorer as a handler of co-partitioned inputs: give it to `PartitionedInput.run` with the topics of `scorerInputs`. */
export function createScorer(ports: ScorerPorts, settings: ScorerSettings): PartitionHandler {
  const workers = new Map<number, PartitionWorker>();
  const readChunk = createReadChunk(ports, settings);
  const fairShare = (): number => 1 / workers.size;
  const workerOf = (partition: number): PartitionWorker => {
    const known = workers.get(partition);
    if (known !== undefined) return known;
    const made = createPartitionWorker(partition, ports, settings, readChunk, fairShare);
    workers.set(partition, made);
    return made;
  };
  return {
    assigned: (partition) => workerOf(partition).takeOver(),
    chunk: (partition, topic, records, lease) => workerOf(partition).chunk(topic, records, lease),
    async revoked(partition) {
      const worker = workers.get(partition);
      workers.delete(partition);
      await worker?.release();
    },
  };
}
