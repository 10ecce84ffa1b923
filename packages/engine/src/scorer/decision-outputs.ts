import {
  type AccountEvent,
  type CaseTerms,
  type Challenge,
  type Decision,
  decisionId,
  encodeRecord,
  encodeRecordText,
  uuidFromBytes,
} from '@countersign/events';
import { type Features, type Policy, type Verdict, slotOf, valueOf } from '@countersign/scoring';
import { deliveryName } from '../delivery-name.ts';
import type { OutgoingRecord } from '../ports/event-log.ts';
import type { TopicNames } from '../topic-names.ts';
import { actOf } from './act-of.ts';
import type { EventItem } from './batch-item.ts';
import { bindingDigest } from './binding-of.ts';
import { type RareParts, decisionText } from './decision-text.ts';
import { handoverEndMs } from './handover-end.ts';
import { instantText } from './instant-text.ts';
import type { Judged } from './judge.ts';
import type { ScorerObserver } from './scorer-observer.ts';
import type { ScorerPorts } from './scorer-ports.ts';
import { sha1Hex } from '../sha1-hex.ts';
import type { ChunkTrace } from './scorer-trace.ts';

/** `source` of every record that the scorer writes. */
const source = 'countersign/scorer';

/** Derived, not drawn: the same record scored again has the same id (DEL-07). */
export const decisionIdOf = (item: EventItem): string =>
  decisionId(item.event.accountId, item.event.id, item.logTimeMs, sha1Hex);

/** A challenge before its decision is worded. */
export type ChallengeDraft = Challenge;

/** The challenge that a verdict asks for; undefined when it asks for none. */
export function challengeDraft(
  item: EventItem,
  { verdict, input }: Judged,
  decision: string,
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
    act: { ...actOf(event, input.geo), ...(isFromNewPlace(verdict.found) ? { newPlace: true } : {}) },
    bindingDigest: bindingDigest(event, keys, ports.mac),
    ...(keys.device === undefined ? {} : { device: keys.device }),
    ...(keys.session === undefined ? {} : { session: keys.session }),
    ...(keys.ip === undefined ? {} : { ip: keys.ip }),
    ...(isProved(verdict.found) ? { deviceProved: true } : {}),
    ...handoverOf(event, ports),
    digits,
    channels,
    createdAt: instantText(item.logTimeMs),
    expiresAt: instantText(handoverEndMs(event, item.logTimeMs) ?? item.logTimeMs + lifetimeSeconds * 1000),
  };
}

type HandoverEvent = Extract<AccountEvent, { type: 'delivery.dispatched' | 'delivery.rescheduled' }>;

const isHandoverEvent = (event: AccountEvent): event is HandoverEvent =>
  event.type === 'delivery.dispatched' || event.type === 'delivery.rescheduled';

/** By what a courier's app finds the challenge, and where it must be typed (OTP-36). */
function handoverOf(event: AccountEvent, { mac }: Pick<ScorerPorts, 'mac'>): Pick<Challenge, 'handover'> {
  if (!isHandoverEvent(event)) return {};
  const { latitude, longitude } = (event.type === 'delivery.dispatched' ? event.data.place : undefined) ?? {};
  const delivery = deliveryName(mac, event.data);
  return {
    handover: { delivery, ...(latitude === undefined || longitude === undefined ? {} : { latitude, longitude }) },
  };
}

/** A code was typed on the device before, and it was not reported since (`deviceTrust` of the detector new-device). */
const isProved = (found: Features): boolean => valueOf(found, trustSlot) >= 2;
const trustSlot = slotOf('deviceTrust');

/** A region or device that the account did not learn before (`regionKnown`, `deviceKnown` of the detectors): OTP-38. */
const isFromNewPlace = (found: Features): boolean => newPlaceSlots.some((slot) => valueOf(found, slot) === 0);
const newPlaceSlots = [slotOf('regionKnown'), slotOf('deviceKnown')];

/** What a decision is published with. */
export interface OutputScene {
  readonly partition: number;
  readonly outcomes: number;
  readonly labels: number;
  readonly policy: Policy;
  readonly topics: TopicNames;
  readonly degraded: readonly string[];
  readonly trace: ChunkTrace;
  readonly observer: ScorerObserver;
}

/** The records of one decision in their final bytes: the decision itself, then the challenge where there is one. */
export function outputsOf(
  item: EventItem,
  judged: Judged,
  challenge: ChallengeDraft | undefined,
  id: string,
  scene: OutputScene,
): readonly OutgoingRecord[] {
  const { verdict } = judged;
  const key = Buffer.from(item.event.accountId);
  const note = { id, eventType: item.event.type, action: verdict.action, score: verdict.score };
  const isChallenged = challenge !== undefined;
  const headers = headersOf(scene.trace.decided(item.traceparent, { ...note, isChallenged }));
  const time = instantText(item.logTimeMs);
  const common = { source, subject: item.event.accountId, time };
  const data = decisionText({
    id,
    item,
    input: judged.input,
    verdict,
    policy: scene.policy,
    eventTime: instantText(item.event.time),
    logTime: time,
    facts: judged.facts.fields,
    flags: isFlooded(verdict.found) ? [...item.flags, 'flood'] : item.flags,
    degraded: scene.degraded,
    position: scene,
    rare: rareParts(item, judged, challenge, scene.policy),
  });
  scene.observer.decided(note.eventType, note.action, () => JSON.parse(data) as Decision);
  const value = encodeRecordText('decision.made', { ...common, id }, data);
  const decision = { topic: scene.topics.decisions, key, headers, value };
  if (challenge === undefined) return [decision];
  const asked = encodeRecord('challenge.requested', { ...common, id: challenge.id, data: challenge });
  return [decision, { topic: scene.topics.challenges, key, headers, value: asked }];
}

const floodSlot = slotOf('floodEvents');
const isFlooded = (found: Features): boolean => !Number.isNaN(valueOf(found, floodSlot));

const rareParts = (
  item: EventItem,
  { verdict, shadow }: Judged,
  challenge: ChallengeDraft | undefined,
  policy: Policy,
): RareParts =>
  challenge === undefined && shadow === undefined && verdict.action !== 'hold' && !verdict.needsReview
    ? nothingRare
    : {
        shadow,
        challenge: challenge === undefined ? undefined : challengeRef(challenge),
        case: verdict.action === 'hold' || verdict.needsReview ? caseOf(item, verdict, policy) : undefined,
      };
const nothingRare: RareParts = {};

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
