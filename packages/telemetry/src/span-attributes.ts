/**
 * Every attribute that a span may carry. Ids of accounts, sessions and devices, contacts, codes, challenge ids (they
 * are shown to clients and let them answer) and network addresses are not among them (SEC-06).
 */
export const spanAttributes = {
  /** `kafka` or `embedded`. */
  messagingSystem: 'messaging.system',
  /** Topic. */
  destination: 'messaging.destination.name',
  /** Partition, as text. */
  partition: 'messaging.destination.partition.id',
  /** `send` or `process`. */
  operation: 'messaging.operation.name',
  /** The convention's closed word for `operation`: `send` or `process`. */
  operationType: 'messaging.operation.type',
  /** Offset of the record. */
  offset: 'messaging.kafka.offset',
  /** Records in the batch. */
  batchSize: 'messaging.batch.message_count',
  /** Consumer group. */
  group: 'messaging.consumer.group.name',
  httpMethod: 'http.request.method',
  /** `/v1/challenges/{challengeId}/verify`: never with ids in it. */
  httpRoute: 'http.route',
  httpStatus: 'http.response.status_code',
  /** Class of the error or our closed code; never its message. */
  errorType: 'error.type',
  /** `login.succeeded` … */
  eventType: 'countersign.event.type',
  /** Derived from the event; leads to the decision's record (DEL-07). */
  decisionId: 'countersign.decision.id',
  /** `allow`, `challenge`, `hold` or `deny`. */
  action: 'countersign.decision.action',
  /** 0..100. */
  score: 'countersign.decision.score',
  /** `id@version` of the policy. */
  policy: 'countersign.policy',
  /** `email`, `sms`, `authenticator`. */
  channel: 'countersign.challenge.channel',
  /** 1 for the first code sent, then 2, … */
  sendSeq: 'countersign.challenge.send_seq',
  /** Kind of an outcome, or the closed word of an answer. */
  result: 'countersign.result',
} as const;

/** One of the names in `spanAttributes`. */
export type SpanAttribute = (typeof spanAttributes)[keyof typeof spanAttributes];
