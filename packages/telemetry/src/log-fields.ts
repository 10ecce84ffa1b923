/** Every field of a log line, beside what the logger itself adds (time, level, message, trace). Values never hold personal data (SEC-06). */
export const logFields = {
  /** Topic of the log. */
  topic: 'topic',
  /** Partition number. */
  partition: 'partition',
  /** Offset of a record. */
  offset: 'offset',
  /** Consumer group. */
  group: 'group',
  /** Number of records concerned. */
  records: 'records',
  /** `login.succeeded` … */
  eventType: 'event_type',
  /** CloudEvents `source`: the producer that sent a record. */
  source: 'source',
  /** Derived id of a decision. */
  decisionId: 'decision_id',
  /** Our closed code of a dead letter or an error. Not `code`, which is blotted out. */
  errorCode: 'error_code',
  /** An Error: name, message, stack and causes, cut and cleaned. */
  error: 'error',
  /** Why, as a closed word or a signal's name. */
  reason: 'reason',
  /** Step of a batch or of leaving. */
  step: 'step',
  /** Milliseconds that something took. */
  durationMs: 'duration_ms',
  /** Milliseconds after which something was given up. */
  afterMs: 'after_ms',
  /** Whether all steps were done. */
  complete: 'complete',
  /** `verify`, `resend`, `status`, `report`. */
  operation: 'operation',
  /** HTTP status. */
  status: 'status',
  /** `email`, `sms`, `authenticator`. */
  channel: 'channel',
  /** `id@version` of a policy. */
  policy: 'policy',
} as const;

/** One of the names in `logFields`. */
export type LogField = (typeof logFields)[keyof typeof logFields];
