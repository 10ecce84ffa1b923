import {
  type Decision,
  decodeEvent,
  decodeRecord,
  encodeRecord,
  encodeRecordText,
  exampleEvent,
} from '@countersign/events';
import {
  type Policy,
  type Verdict,
  createPopulation,
  entityKeysOf,
  features,
  featuresOfRecord,
  kindsOf,
  recordOf,
} from '@countersign/scoring';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type DecisionParts, decisionText } from './decision-text.ts';

const slots = features.map(({ slot }) => slot);
const ref = { id: 'default', version: 3, digest: 'digest-of-a-policy' };
// Nothing else of a policy is looked at.
const policy = { ...ref, byType: { 'purchase.requested': { slots } } } as unknown as Policy;
const instant = '2026-03-01T09:30:00.000Z';
const id = '3f2504e0-4f89-51d3-9a0c-000000000001';

/** Text with everything that JSON writes otherwise than it is. */
const text = fc.string({
  unit: fc.constantFrom('a', '"', '\\', '\n', 'é', '\u2028', '😀', '/'),
  minLength: 1,
  maxLength: 8,
});
const shown = fc.option(fc.oneof(text, fc.double({ noNaN: true, noDefaultInfinity: true })), { nil: undefined });
const findings = fc.constantFrom<Verdict['rules']>([], [{ id: 'one', effect: 'hold', state: 'applied' }]);
const part = fc.record({
  eventId: text,
  accountId: text,
  reasons: fc.array(
    fc.record({ code: text, points: fc.double({ noNaN: true, min: -9, max: 9 }), observed: shown, expected: shown }),
    {
      maxLength: 4,
    },
  ),
  action: fc.constantFrom<Decision['action']>('allow', 'challenge', 'hold', 'deny'),
  score: fc.double({ min: 0, max: 100, noNaN: true }),
  rules: findings,
  needsReview: fc.boolean(),
  amount: fc.double({ min: 0, max: 1e6, noNaN: true }),
  facts: fc.dictionary(text, fc.oneof(text, fc.integer(), fc.boolean()), { maxKeys: 3 }),
  flags: fc.subarray<Decision['flags'][number]>(['late', 'flood', 'stale']),
  degraded: fc.subarray(['entities']),
  keys: fc.subarray(['device', 'session', 'ip', 'network', 'merchant', 'instrument', 'address'] as const),
  isPlaced: fc.boolean(),
  rare: fc.record(
    {
      shadow: fc.constant({ policy: ref, action: 'deny' as const, score: 90.1 }),
      challenge: fc.constant({ id, purpose: 'login', bindingDigest: 'digest-of-a-binding', expiresAt: instant }),
      case: fc.constant({ dueAt: instant, atDeadline: 'denied' as const }),
    },
    { requiredKeys: [] },
  ),
});

type Part = typeof part extends fc.Arbitrary<infer T> ? T : never;

it('writes byte for byte what JSON makes of the decision, in the order of its schema', () => {
  fc.assert(
    fc.property(part, (one) => {
      const parts = partsOf(one);
      expect(decisionText(parts)).toBe(JSON.stringify(decisionOf(parts)));
    }),
  );
});

it('writes what the schema reads', () => {
  const parts = partsOf(plain);
  const content = { id, source: 'countersign/scorer', subject: 'ana', time: instant };
  const written = encodeRecordText('decision.made', content, decisionText(parts));
  const decision = decisionOf(parts);
  expect(decodeRecord('decision.made', written)).toEqual({ ok: true, record: { ...content, data: decision } });
  expect(Buffer.from(written).equals(encodeRecord('decision.made', { ...content, data: decision }))).toBe(true);
});

const plain: Part = {
  eventId: 'event-1',
  accountId: 'ana',
  reasons: [{ code: 'new_device', points: 1.5, observed: 'Linux', expected: undefined }],
  action: 'hold',
  score: 71.2,
  rules: [{ id: 'one', effect: 'hold', state: 'applied' }],
  needsReview: true,
  amount: 12.5,
  facts: { 'amount.minor': 1_250 },
  flags: ['late'],
  degraded: ['entities'],
  keys: ['device', 'ip'],
  isPlaced: true,
  rare: { case: { dueAt: instant, atDeadline: 'denied' } },
};

function partsOf(one: Part): DecisionParts {
  const example = exampleEvent('purchase.requested', { nowMs: Date.parse(instant), id: 'e', accountId: 'a' });
  const decoded = decodeEvent({ key: null, headers: {}, value: Buffer.from(JSON.stringify(example)) });
  if (!decoded.ok) throw new Error(decoded.message);
  const { eventId, accountId, facts, flags, degraded, rare, reasons, action, score, rules, needsReview } = one;
  const event = { ...decoded.event, id: eventId, accountId: accountId as typeof decoded.event.accountId };
  const named = Object.fromEntries(one.keys.map((name) => [name, `pseudonym-of-${name}`]));
  const keys = { account: 'account', ...named };
  const geo = one.isPlaced ? { country: 'PT', city: 'Lisbon' } : { unknown: 'private' };
  const times = { logTimeMs: Date.parse(instant), timeMs: Date.parse(instant) };
  const scene = { event, keys, ...times, flags };
  const found = featuresOfRecord({
    features: { amount: one.amount, deviceKnown: false, barredChannels: 'sms' },
    unknown: { spendZ: 'no_history' },
  });
  const item = { kind: 'event' as const, account: 'account', uses: [], offset: 7, traceparent: undefined, ...scene };
  const kinds = kindsOf(event, keys, geo);
  return {
    id,
    item,
    input: { ...scene, geo, entities: new Map(), population: createPopulation(), kinds },
    verdict: { action, score, exactScore: score, reasons: reasons.map(known), found, rules, needsReview },
    policy,
    eventTime: instant,
    logTime: instant,
    facts,
    flags,
    degraded,
    position: { partition: 1, outcomes: 4, labels: -1 },
    rare,
  };
}

/** As detectors give it: what was not observed is not there. */
const known = ({ observed, expected, ...rest }: Part['reasons'][number]): Verdict['reasons'][number] => ({
  ...rest,
  ...(observed === undefined ? {} : { observed }),
  ...(expected === undefined ? {} : { expected }),
});

/** The same as an object. */
function decisionOf(parts: DecisionParts): Decision {
  const { item, verdict, rare } = parts;
  const { action, score, reasons } = verdict;
  const { shadow, challenge } = rare;
  return {
    id,
    eventId: item.event.id,
    eventType: item.event.type,
    accountId: item.event.accountId,
    eventTime: instant,
    logTime: instant,
    action,
    score,
    reasons,
    ...recordOf(verdict.found, slots),
    facts: parts.facts,
    ...(verdict.rules.length === 0 ? {} : { rules: [...verdict.rules] }),
    ...(verdict.needsReview ? { review: true as const } : {}),
    policy: ref,
    ...(shadow === undefined ? {} : { shadow }),
    flags: [...parts.flags] as Decision['flags'],
    degraded: [...parts.degraded],
    keys: entityKeysOf(parts.input),
    position: { partition: 1, offset: 7, outcomes: 4, labels: -1 },
    ...(challenge === undefined ? {} : { challenge }),
    ...(rare.case === undefined ? {} : { case: rare.case }),
  };
}
