import {
  type PartitionedInput,
  type RunningInput,
  type ScorerObserver,
  type ScorerPorts,
  type ScorerTrace,
  createScorer,
  startProblems,
  outboxCodec,
  scorerInputs,
  type TopicNames,
} from '@countersign/engine';
import { CountersignError } from '@countersign/events';
import type { Policy, Shadow } from '@countersign/scoring';

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
  /** The candidate that decides beside it. */
  readonly shadow?: () => Shadow | undefined;
  readonly observer: ScorerObserver;
  readonly trace: ScorerTrace;
}

/** Most records of one batch: a heartbeat falls due before more could be worked on (KJS-05). */
const maxRecords = 500;
const idleMs = 1000;
const profileCacheBytes = 192 * 1024 * 1024;

/**
 * Starts to score, unless something is wrong with policy, store or log (DEL-15).
 * @throws CountersignError with every problem, all at once
 */
export async function runScorer(parts: ScorerParts): Promise<RunningInput> {
  const { ports, input, topics, owner, policy, startAt, observer, trace } = parts;
  refuseAll([
    ...problemsOf(policy),
    ...(await startProblems({ reader: ports.reader, partitions: ports.partitions, topics, mode: parts.mode, startAt })),
  ]);
  const handler = createScorer(ports, {
    owner,
    topics,
    policy,
    shadow: parts.shadow ?? (() => undefined),
    startAt,
    profileCacheBytes,
    idleMs,
    observer,
    trace,
    outbox: outboxCodec,
  });
  return input.run({ groupId: parts.groupId, topics: scorerInputs(topics), maxRecords, handler });
}

/** A policy that cannot be read or is refused. */
function problemsOf(policy: () => Policy): readonly string[] {
  try {
    policy();
    return [];
  } catch (error) {
    if (error instanceof CountersignError) return [error.message];
    throw error;
  }
}

function refuseAll(found: readonly string[]): void {
  const problems = [...new Set(found)]; // A log that cannot be read is in the way of more than one.
  if (problems.length === 0) return;
  const listed = problems.map((problem) => `\n- ${problem.replaceAll('\n', '\n  ')}`);
  const [only = ''] = problems;
  throw new CountersignError(
    'cannot_start',
    problems.length === 1 ? only : `${problems.length} problems${listed.join('')}`,
  );
}
