import { type ExampleOptions, exampleEvent } from './example-event.ts';
import { decisionId, outcomeId, resolutionId, uuidV5 } from './ids.ts';
import { type RecordData, type RecordType, recordTypes } from './record-types.ts';
import type { RecordContent } from './envelope/record-codec.ts';

/** The names of all record types, in the order of the flow. */
export const recordTypeNames = Object.keys(recordTypes) as readonly RecordType[];

/** A realistic, valid record of a type, about the example purchase; `id` is the event's. */
export function exampleRecord<T extends RecordType>(type: T, options: ExampleOptions): RecordContent<T> {
  const { id: eventId, accountId, nowMs } = options;
  const data = exampleData(options)[type];
  return {
    id: 'id' in data && !isOfPolicies(type) ? data.id : `${type}/${eventId}`,
    source: sources[type],
    subject: isOfPolicies(type) ? 'example-shop' : accountId,
    time: new Date(nowMs).toISOString(),
    data,
  };
}

const isOfPolicies = (type: RecordType): boolean => type.startsWith('policy.') || type.startsWith('model.');

const sources: Readonly<Record<RecordType, string>> = {
  'decision.made': 'countersign/scorer',
  'decision.resolved': 'countersign/cases',
  'challenge.requested': 'countersign/scorer',
  'challenge.outcome': 'countersign/notifier',
  'label.recorded': 'example-shop/chargebacks',
  'contacts.changed': 'example-shop/accounts',
  'model.published': 'countersign/command-line',
  'policy.published': 'countersign/command-line',
  'policy.activated': 'countersign/command-line',
};

const policyDigest = 'sha256:2f7c1e9a4b6d8035';
const bindingDigest = 'hmac-sha256:binding-of-order-1042';
const minuteMs = 60_000;
const dayMs = 86_400_000;

function exampleData({ nowMs, id: eventId, accountId }: ExampleOptions): { [T in RecordType]: RecordData<T> } {
  const at = (offsetMs: number): string => new Date(nowMs + offsetMs).toISOString();
  const decision = decisionId(accountId, eventId, nowMs);
  const challenge = uuidV5(['example-challenge', decision]);
  const about = { eventId, accountId };
  const keys = { device: 'ZGV2aWNlLW5ldy0x', ip: 'aXAtZXhhbXBsZS0x', instrument: 'aW5zdHJ1bWVudC0x' };
  const expiresAt = at(10 * minuteMs);
  return {
    'decision.made': {
      ...about,
      id: decision,
      eventType: 'purchase.requested',
      eventTime: exampleEvent('purchase.requested', { nowMs, id: eventId, accountId }).time,
      logTime: at(40),
      action: 'challenge',
      score: 78.4,
      reasons: [
        { code: 'new_device', points: 1.8, observed: 'never seen', expected: 'seen in 30 days' },
        { code: 'high_value', points: 1.2, observed: 189_900, expected: 42_000 },
        { code: 'usual_place', points: -0.4, observed: 'AT' },
      ],
      features: { amountMinor: 189_900, isNewDevice: true, country: 'AT' },
      unknown: { impliedSpeedKmh: 'no_coordinates' },
      policy: { id: 'example-shop', version: 3, digest: policyDigest },
      flags: [],
      degraded: [],
      keys,
      position: { partition: 3, offset: 1042, outcomes: 17, labels: -1 },
      challenge: { id: challenge, purpose: 'high_value_purchase', bindingDigest, expiresAt },
    },
    'decision.resolved': {
      ...about,
      id: resolutionId(decision),
      decisionId: decision,
      resolution: 'released',
      by: 'analyst',
      note: 'The owner confirmed the order.',
      at: at(30 * minuteMs),
    },
    'challenge.requested': {
      ...about,
      id: challenge,
      decisionId: decision,
      purpose: 'high_value_purchase',
      act: {
        eventType: 'purchase.requested',
        amount: { minor: 189_900, currency: 'EUR' },
        payee: 'Example Shop',
        place: 'Vienna, AT',
        device: 'Chrome on Windows',
      },
      bindingDigest,
      device: keys.device,
      digits: 6,
      channels: ['authenticator', 'email'],
      createdAt: at(0),
      expiresAt,
    },
    'challenge.outcome': {
      ...about,
      id: outcomeId(challenge, 'verified', 1),
      challengeId: challenge,
      decisionId: decision,
      kind: 'verified',
      sendSeq: 1,
      at: at(minuteMs),
      expiresAt,
      channel: 'email',
      device: keys.device,
    },
    'label.recorded': {
      ...about,
      id: 'chargeback-77',
      label: 'fraud',
      source: 'chargeback',
      knownAt: at(21 * dayMs),
      keys,
    },
    'contacts.changed': {
      accountId,
      email: {
        value: 'ana.new@example.com',
        changedAt: at(0),
        previous: { value: 'ana@example.com', verifiedAt: at(-400 * dayMs) },
      },
      phone: { value: '+12025550123', verifiedAt: at(-200 * dayMs) },
      language: 'en',
      timeZone: 'Europe/Vienna',
      preferredChannel: 'email',
    },
    'model.published': {
      digest: 'qtNOoIgDccTw1tyQ-KHCG7b1q6Eer8hTqhuSGnQc6XI',
      part: 0,
      parts: 1,
      bytes: 'KLUv/SAc4QAAaWQ6IGV4YW1wbGUtc2hvcAp2ZXJzaW9uOiAzCg==',
      publishedAt: at(0),
    },
    'policy.published': {
      id: 'example-shop',
      version: 3,
      digest: policyDigest,
      document: 'KLUv/SAc4QAAaWQ6IGV4YW1wbGUtc2hvcAp2ZXJzaW9uOiAzCg==',
      publishedAt: at(0),
      by: 'fraud-team',
    },
    'policy.activated': {
      id: 'example-shop',
      version: 3,
      digest: policyDigest,
      activatedAt: at(0),
      how: 'published',
      by: 'fraud-team',
      note: 'Asks less of purchases under 20 euros.',
      history: [
        { id: 'default', version: 1, digest: 'sha256:90c1d2e3f4a5b6c7', activatedAt: at(-dayMs), how: 'shipped' },
      ],
    },
  };
}
