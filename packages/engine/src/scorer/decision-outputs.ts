import { hash } from 'node:crypto';
import {
  type CaseTerms,
  type Challenge,
  type Decision,
  type EntityKeys,
  decisionId,
  encodeRecord,
  uuidFromBytes,
} from '@countersign/events';
import type { EventFacts, GeoAnswer, Policy, Verdict } from '@countersign/scoring';
import type { OutgoingRecord } from '../ports/event-log.ts';
import type { TopicNames } from '../topic-names.ts';
import { actOf } from './act-of.ts';
import type { EventItem } from './batch-item.ts';
import { bindingDigest } from './binding-of.ts';
import { handoverEndMs } from './handover-end.ts';
import { instantText } from './instant-text.ts';
import type { ShadowVerdict } from './judge-shadow.ts';
import type { ScorerPorts } from './scorer-ports.ts';
import type { ChunkTrace } from './scorer-trace.ts';

/** `source` of every record that the scorer writes. */
const source = 'countersign/scorer';

/** Derived, not drawn: the same record scored again has the same id (DEL-07). */
export const decisionIdOf = (item: EventItem): string =>
  decisionId(item.event.accountId, item.event.id, item.logTimeMs, sha1Hex);

const sha1Hex = (bytes: Uint8Array): string => hash('sha1', bytes, 'hex');

/** A challenge before its decision is worded. */
export type ChallengeDraft = Challenge;

/** The challenge that a verdict asks for; undefined when it asks for none. */
export function challengeDraft(
  item: EventItem,
  verdict: Verdict,
  decision: string,
  geo: GeoAnswer,
  ports: Pick<ScorerPorts, 'mac'>,
): ChallengeDraft | undefined {
  if (verdict.challenge === undefined) return undefined;
  const { event, keys } = item;
  const { purpose, digits, lifetimeSeconds, channels } = verdict.challenge;
  return {
    id: uuidFromBytes(ports.mac.digest('challenge-id', decision).subarray(0, 16)),
    decisionId: decision,
    eventId: event.id,
    accountId: event.accountId,
    purpose,
    act: actOf(event, geo),
    bindingDigest: bindingDigest(event, keys, ports.mac),
    ...(keys.device === undefined ? {} : { device: keys.device }),
    ...(keys.session === undefined ? {} : { session: keys.session }),
    ...(keys.ip === undefined ? {} : { ip: keys.ip }),
    ...(isProved(verdict) ? { deviceProved: true } : {}),
    digits,
    channels,
    createdAt: instantText(item.logTimeMs),
    expiresAt: instantText(handoverEndMs(event, item.logTimeMs) ?? item.logTimeMs + lifetimeSeconds * 1000),
  };
}

/** A code was typed on the device before, and it was not reported since (`deviceTrust` of the detector new-device). */
const isProved = ({ features }: Verdict): boolean => Number(features['deviceTrust'] ?? 0) >= 2;

/** What a decision is published with. */
export interface OutputScene {
  readonly partition: number;
  readonly outcomes: number;
  readonly labels: number;
  readonly policy: Policy;
  readonly entityKeys: EntityKeys;
  readonly shadow: ShadowVerdict | undefined;
  readonly facts: EventFacts['fields'];
  readonly topics: TopicNames;
  readonly degraded: readonly string[];
  readonly trace: ChunkTrace;
}

/** The decision of one event and its records in their final bytes: the decision, then the challenge where there is one. */
export function outputsOf(
  item: EventItem,
  verdict: Verdict,
  challenge: ChallengeDraft | undefined,
  id: string,
  scene: OutputScene,
): { readonly decision: Decision; readonly records: readonly OutgoingRecord[] } {
  const decision = decisionOf(item, verdict, challenge, id, scene);
  const key = Buffer.from(item.event.accountId);
  const headers = headersOf(scene.trace.decided(item.traceparent, decision));
  const time = decision.logTime;
  const common = { source, subject: item.event.accountId, time };
  const records: OutgoingRecord[] = [
    {
      topic: scene.topics.decisions,
      key,
      headers,
      value: encodeRecord('decision.made', { ...common, id, data: decision }),
    },
  ];
  if (challenge !== undefined) {
    const value = encodeRecord('challenge.requested', { ...common, id: challenge.id, data: challenge });
    records.push({ topic: scene.topics.challenges, key, headers, value });
  }
  return { decision, records };
}

function decisionOf(
  item: EventItem,
  verdict: Verdict,
  challenge: ChallengeDraft | undefined,
  id: string,
  scene: OutputScene,
): Decision {
  const { event } = item;
  return {
    id,
    eventId: event.id,
    eventType: event.type,
    accountId: event.accountId,
    eventTime: instantText(event.time),
    logTime: instantText(item.logTimeMs),
    action: verdict.action,
    score: verdict.score,
    reasons: verdict.reasons,
    features: verdict.features,
    unknown: verdict.unknown,
    facts: { ...scene.facts },
    ...(verdict.rules.length === 0 ? {} : { rules: [...verdict.rules] }),
    ...(verdict.needsReview ? { review: true as const } : {}),
    policy: { id: scene.policy.id, version: scene.policy.version, digest: scene.policy.digest },
    ...(scene.shadow === undefined ? {} : { shadow: scene.shadow }),
    flags: [...item.flags, ...(verdict.features['floodEvents'] === undefined ? [] : (['flood'] as const))],
    degraded: [...scene.degraded],
    keys: scene.entityKeys,
    position: { partition: scene.partition, offset: item.offset, outcomes: scene.outcomes, labels: scene.labels },
    ...(challenge === undefined ? {} : { challenge: challengeRef(challenge) }),
    ...(verdict.action === 'hold' || verdict.needsReview ? { case: caseOf(item, verdict, scene.policy) } : {}),
  };
}

/** What was not held ends as it was decided: its case asks for a look, not for leave (CASE-01). */
function caseOf(item: EventItem, { action }: Verdict, policy: Policy): CaseTerms {
  const { deadlineMs, atDeadline } = policy.byType[item.event.type].review;
  const asDecided = action === 'deny' ? 'denied' : 'released';
  return { dueAt: instantText(item.logTimeMs + deadlineMs), atDeadline: action === 'hold' ? atDeadline : asDecided };
}

const challengeRef = ({ id, purpose, bindingDigest: binding, expiresAt }: Challenge): Decision['challenge'] => ({
  id,
  purpose,
  bindingDigest: binding,
  expiresAt,
});

const contentType = Buffer.from('application/cloudevents+json');

/** Shared by all that belong to no trace: they are only read. */
const plainHeaders: Readonly<Record<string, Uint8Array>> = Object.freeze({ 'content-type': contentType });

const headersOf = (traceparent: string | undefined): Readonly<Record<string, Uint8Array>> =>
  traceparent === undefined ? plainHeaders : { 'content-type': contentType, traceparent: Buffer.from(traceparent) };
