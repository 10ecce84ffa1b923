import { type Outcome, encodeRecord } from '@countersign/events';
import { signatureHeaders } from '../outcome-signature.ts';
import type { PendingRecord } from '../ports/challenge-store.ts';
import type { OutgoingRecord } from '../ports/event-log.ts';
import type { Mac } from '../ports/mac.ts';
import { outboxCodec } from '../scorer/outbox.ts';

/** `source` of every record that the notifier writes. */
const source = 'countersign/notifier';
const contentType = Buffer.from('application/cloudevents+json');

/**
 * An outcome as it waits in the outbox: the whole record in its final bytes, signed (DEL-16, DEL-17). So it is published
 * as it was made, whatever release or key publishes it.
 */
export function pendingOutcome(
  outcome: Outcome,
  topic: string,
  traceparent: string | undefined,
  mac: Mac,
): PendingRecord {
  const content = { id: outcome.id, source, subject: outcome.accountId, time: outcome.at, data: outcome };
  const value = encodeRecord('challenge.outcome', content);
  const record: OutgoingRecord = {
    topic,
    key: Buffer.from(outcome.accountId),
    value,
    headers: {
      'content-type': contentType,
      ...signatureHeaders(content, value, mac),
      ...(traceparent === undefined ? {} : { traceparent: Buffer.from(traceparent) }),
    },
  };
  return { id: outcome.id, bytes: outboxCodec.seal(outcome.id, [record]) };
}

/** The records of what waits in the outbox, ready to be published. */
export const recordsOf = (pending: readonly PendingRecord[]): readonly OutgoingRecord[] =>
  pending.flatMap(({ bytes }) => outboxCodec.open(bytes).records);
