import type { MetricTable } from './metric.ts';

/** Every metric of the scorer. */
export const scorerMetricTable = {
  /** Before anything is decided about it: duplicates are in, unreadable records are not. */
  events: {
    kind: 'counter',
    name: 'countersign.events',
    description: 'Events read',
    unit: '{event}',
    attributes: ['event_type'],
  },
  decisions: {
    kind: 'counter',
    name: 'countersign.decisions',
    description: 'Decisions made',
    unit: '{decision}',
    attributes: ['action', 'event_type'],
  },
  /** DEL-08. */
  duplicates: {
    kind: 'counter',
    name: 'countersign.duplicates',
    description: 'Events that came again and got no second decision',
    unit: '{event}',
    attributes: ['event_type'],
  },
  /** DEL-11; `topic` is the one that the record stood in. */
  deadLetters: {
    kind: 'counter',
    name: 'countersign.dead_letters',
    description: 'Records that could not be used',
    unit: '{record}',
    attributes: ['code', 'topic'],
  },
  /** DEL-10. The producer's name is in the log: it may choose it freely. */
  forwards: {
    kind: 'counter',
    name: 'countersign.forwards',
    description: 'Events moved to the partition of their account',
    unit: '{event}',
    attributes: [],
  },
  /** SEC-04. */
  unknownFields: {
    kind: 'counter',
    name: 'countersign.unknown_fields',
    description: 'Names inside events that nobody knows; they were dropped',
    unit: '{field}',
    attributes: [],
  },
  outcomesApplied: {
    kind: 'counter',
    name: 'countersign.outcomes_applied',
    description: 'Outcomes that changed a profile',
    unit: '{outcome}',
    attributes: ['kind'],
  },
  /** DEL-03. */
  takeovers: {
    kind: 'counter',
    name: 'countersign.takeovers',
    description: 'Partitions taken over',
    unit: '{takeover}',
    attributes: [],
  },
  republished: {
    kind: 'counter',
    name: 'countersign.republished',
    description: 'Records of an outbox that were published again at a takeover',
    unit: '{record}',
    attributes: [],
  },
  /** DEL-04. */
  moved: {
    kind: 'counter',
    name: 'countersign.moved',
    description: 'Batches refused because the stored position was another one',
    unit: '{batch}',
    attributes: [],
  },
  /** `step`: load, score, record, apply or publish. */
  batchStepSeconds: {
    kind: 'histogram',
    name: 'countersign.batch_step_seconds',
    description: 'Time that a batch spends in a step',
    unit: 's',
    attributes: ['step'],
  },
  batchRecords: {
    kind: 'histogram',
    name: 'countersign.batch_records',
    description: 'Records in a batch',
    unit: '{record}',
    attributes: [],
  },
  /** `result`: ok or refused. */
  policyReloads: {
    kind: 'counter',
    name: 'countersign.policy_reloads',
    description: 'Times that a running scorer read its policy again',
    unit: '{reload}',
    attributes: ['result'],
  },
  /** `role`: live, or shadow for the candidate. */
  policy: {
    kind: 'gauge',
    name: 'countersign.policy',
    description: '1 for the policy that decides, and for the candidate beside it',
    unit: '{policy}',
    attributes: ['role', 'policy', 'digest'],
  },
  /** OVL-05. */
  lag: {
    kind: 'gauge',
    name: 'countersign.lag',
    description: 'Records of an input that are not applied yet',
    unit: '{record}',
    attributes: ['topic', 'partition'],
  },
} as const satisfies MetricTable;
