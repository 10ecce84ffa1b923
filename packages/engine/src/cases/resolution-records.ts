import { type Label, type Resolution, encodeRecord, resolutionId } from '@countersign/events';
import { signatureHeaders } from '../outcome-signature.ts';
import type { PendingRecord } from '../ports/challenge-store.ts';
import type { OutgoingRecord } from '../ports/event-log.ts';
import type { Mac } from '../ports/mac.ts';
import { outboxCodec } from '../scorer/outbox.ts';
import type { TopicNames } from '../topic-names.ts';
import type { HeldCase } from './held-case.ts';

/** How somebody, or the deadline, ends a case. */
export interface Ending {
  readonly resolution: Resolution['resolution'];
  readonly by: Resolution['by'];
  readonly note?: string | undefined;
  /** What a person says that the act was; left out, nothing is said. The deadline knows nothing. */
  readonly label?: Label['label'] | undefined;
}

const source = 'countersign/notifier';
const contentType = Buffer.from('application/cloudevents+json');

/** The one resolution of a case (CASE-01). */
export const resolutionOf = (held: HeldCase, { resolution, by, note }: Ending, nowMs: number): Resolution => ({
  id: resolutionId(held.decisionId),
  decisionId: held.decisionId,
  eventId: held.eventId,
  accountId: held.accountId,
  resolution,
  by,
  ...(note === undefined ? {} : { note }),
  at: new Date(nowMs).toISOString(),
});

/**
 * A resolution and the label that goes with it, in their final bytes, as they wait in the outbox (DEL-16). The resolution is
 * signed as outcomes are: it moves money, and the topic has two writers.
 */
export function pendingResolution(
  held: HeldCase,
  resolution: Resolution,
  label: Label['label'] | undefined,
  topics: TopicNames,
  mac: Mac,
): PendingRecord {
  const content = { id: resolution.id, source, subject: held.accountId, time: resolution.at, data: resolution };
  const value = encodeRecord('decision.resolved', content);
  const { traceparent } = held;
  const trace = traceparent === undefined ? {} : { traceparent: Buffer.from(traceparent) };
  const key = Buffer.from(held.accountId);
  const headers = { 'content-type': contentType, ...trace };
  const records: OutgoingRecord[] = [
    { topic: topics.decisions, key, value, headers: { ...headers, ...signatureHeaders(content, value, mac) } },
  ];
  if (label !== undefined) {
    const data = labelOf(held, resolution, label);
    const labelled = encodeRecord('label.recorded', { ...content, id: data.id, data });
    records.push({ topic: topics.labels, key, value: labelled, headers });
  }
  return { id: resolution.id, bytes: outboxCodec.seal(resolution.id, records) };
}

const labelOf = (held: HeldCase, resolution: Resolution, label: Label['label']): Label => ({
  id: `case-${resolution.id}`,
  eventId: held.eventId,
  accountId: held.accountId,
  label,
  source: resolution.by === 'api' ? 'support' : 'analyst',
  knownAt: resolution.at,
  keys: held.keys,
});
