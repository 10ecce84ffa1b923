import type { RecordType } from './record-types.ts';

/** One row of the topic table: everything that creation, documentation and deployment need to know of a topic. */
export interface Topic {
  readonly name: TopicName;
  readonly key: 'account id' | 'policy id@version' | 'as the original';
  /** Partitions to create it with, unless told otherwise. */
  readonly partitions: number;
  /** Topics of one group have the same number of partitions (DEL-01). */
  readonly copartitioned: boolean;
  /** −1 keeps for ever. */
  readonly retentionMs: number;
  readonly compacted: boolean;
  readonly timestampType: 'LogAppendTime';
  readonly maxMessageBytes: number;
  /** CloudEvents types of its values. */
  readonly holds: readonly (RecordType | 'account event' | 'original bytes')[];
  /** Who may write to it; the rights on a shared cluster are made of this (SEC-01). */
  readonly producers: readonly Principal[];
  /** Who may read it. */
  readonly consumers: readonly Principal[];
}

/**
 * Who has a name of its own on the cluster. `upstream`: your systems; `analysts`: people and programs that label and evaluate;
 * `operators`: whoever runs the command line.
 */
export type Principal = 'upstream' | 'scorer' | 'notifier' | 'analysts' | 'operators';

/** Name of a topic, as it is unless the configuration renames it. */
export type TopicName =
  | 'account.events'
  | 'account.contacts'
  | 'risk.decisions'
  | 'risk.challenges'
  | 'risk.outcomes'
  | 'risk.labels'
  | 'risk.policies'
  | 'risk.dead-letters';

const dayMs = 86_400_000;
const kib = 1024;
/** The value's 64 KiB, its key, headers and Kafka's own framing. */
const inputBytes = 72 * kib;
const common = { timestampType: 'LogAppendTime', partitions: 12, compacted: false, copartitioned: false } as const;

/** THE topic table. */
export const topics: readonly Topic[] = [
  {
    ...common,
    name: 'account.events',
    key: 'account id',
    copartitioned: true,
    retentionMs: 7 * dayMs,
    maxMessageBytes: inputBytes,
    holds: ['account event'],
    // The scorer moves what stands on a wrong partition (DEL-10).
    producers: ['upstream', 'scorer', 'operators'],
    consumers: ['scorer', 'operators'],
  },
  {
    ...common,
    name: 'account.contacts',
    key: 'account id',
    retentionMs: -1,
    compacted: true,
    maxMessageBytes: inputBytes,
    holds: ['contacts.changed'],
    producers: ['upstream', 'operators'],
    consumers: ['notifier', 'operators'],
  },
  {
    ...common,
    name: 'risk.decisions',
    key: 'account id',
    retentionMs: 90 * dayMs,
    maxMessageBytes: inputBytes,
    holds: ['decision.made', 'decision.resolved'],
    // Resolutions are the notifier's; a scorer looks whether decisions are there (DEL-15).
    producers: ['scorer', 'notifier'],
    consumers: ['upstream', 'analysts', 'scorer', 'notifier', 'operators'],
  },
  {
    ...common,
    name: 'risk.challenges',
    key: 'account id',
    retentionMs: 7 * dayMs,
    maxMessageBytes: inputBytes,
    holds: ['challenge.requested'],
    producers: ['scorer'],
    consumers: ['notifier', 'operators'],
  },
  {
    ...common,
    name: 'risk.outcomes',
    key: 'account id',
    copartitioned: true,
    retentionMs: 30 * dayMs,
    maxMessageBytes: inputBytes,
    holds: ['challenge.outcome'],
    producers: ['notifier'],
    consumers: ['scorer', 'upstream', 'analysts', 'operators'],
  },
  {
    ...common,
    name: 'risk.labels',
    key: 'account id',
    copartitioned: true,
    retentionMs: 90 * dayMs,
    maxMessageBytes: inputBytes,
    holds: ['label.recorded'],
    producers: ['analysts', 'notifier', 'operators', 'scorer'],
    consumers: ['scorer', 'notifier', 'analysts', 'operators'],
  },
  {
    ...common,
    name: 'risk.policies',
    key: 'policy id@version',
    partitions: 1,
    retentionMs: -1,
    compacted: true,
    maxMessageBytes: inputBytes,
    holds: ['model.published', 'policy.published', 'policy.activated'],
    producers: ['operators'],
    consumers: ['scorer', 'analysts', 'operators'],
  },
  {
    ...common,
    name: 'risk.dead-letters',
    key: 'as the original',
    retentionMs: 30 * dayMs,
    maxMessageBytes: inputBytes + 64 * kib,
    holds: ['original bytes'],
    producers: ['scorer', 'notifier'],
    consumers: ['operators'],
  },
];

/** The row of a topic. */
export function topicNamed(name: TopicName): Topic {
  const found = topics.find((topic) => topic.name === name);
  if (found === undefined) throw new Error(`no topic is called ${name}`);
  return found;
}
