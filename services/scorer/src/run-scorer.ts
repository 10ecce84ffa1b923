import {
  type PartitionedInput,
  type RunningInput,
  type ScorerObserver,
  type ScorerPorts,
  type ScorerTrace,
  createScorer,
  outboxCodec,
  scorerInputs,
  type TopicNames,
} from '@countersign/engine';
import { CountersignError } from '@countersign/events';
import type { Policy } from '@countersign/scoring';

/** What a scorer is started with. */
export interface ScorerParts {
  readonly ports: ScorerPorts;
  readonly input: PartitionedInput;
  readonly topics: TopicNames;
  readonly groupId: string;
  readonly owner: string;
  readonly mode: 'production' | 'development';
  readonly startAt: 'position' | 'latest';
  readonly policy: () => Policy;
  readonly observer: ScorerObserver;
  readonly trace: ScorerTrace;
}

/** Most records of one batch: a heartbeat falls due before more could be worked on (KJS-05). */
const maxRecords = 500;
const idleMs = 1000;
const profileCacheBytes = 192 * 1024 * 1024;

/**
 * Starts to score. Refuses a store that could lose or evict what it holds (DEL-15).
 * @throws CountersignError `store_unfit` with every reason
 */
export async function runScorer(parts: ScorerParts): Promise<RunningInput> {
  const { ports, input, topics, owner, policy, startAt, observer, trace } = parts;
  const reasons = await ports.partitions.unfit(parts.mode);
  if (reasons.length > 0) throw new CountersignError('store_unfit', reasons.join('\n'));
  const handler = createScorer(ports, {
    owner,
    topics,
    policy,
    startAt,
    profileCacheBytes,
    idleMs,
    observer,
    trace,
    outbox: outboxCodec,
  });
  return input.run({ groupId: parts.groupId, topics: scorerInputs(topics), maxRecords, handler });
}
