import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type EventType, eventTypes } from '@countersign/events';
import { compiledPolicy, shippedDocument, shippedPolicy } from '../test-support/shipped-policy.ts';
import { dayMs, owner, story, thief } from '../test-support/story.ts';
import { decide } from './decide.ts';
import { features } from './detectors/registry.ts';
import { featuresOfRecord } from './features/feature-record.ts';
import { seenBefore } from './profile/recent-events.ts';
import { scoreOf } from './score.ts';

const typeNames = Object.keys(eventTypes) as EventType[];
const type = fc.constantFrom(...typeNames);
/** An event of which nothing but its type is known. */
const factsFor = (eventType: EventType) => ({
  type: eventType,
  accountId: 'ana',
  keys: {},
  logTimeMs: Date.UTC(2026, 0, 1),
  fields: {},
});

/** Any features at all, sensible or not. */
const record = fc.record({
  features: fc.dictionary(
    fc.constantFrom(...features.filter((feature) => feature.kind !== 'word').map((feature) => feature.name)),
    fc.oneof(fc.double({ min: -10, max: 10_000, noNaN: true }), fc.boolean()),
  ),
  unknown: fc.constant({}),
});

describe('laws of the core', () => {
  it('keeps every score within 0..100', () => {
    fc.assert(
      fc.property(record, type, (known, eventType) => {
        const { score } = decide(featuresOfRecord(known), factsFor(eventType), shippedPolicy);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(100);
      }),
    );
    expect([scoreOf(-1e6, 2), scoreOf(1e6, 2)]).toEqual([0, 100]);
  });

  /** Features whose rise is more risk, whatever else is known. */
  const risky = [
    'failedLogins1h',
    'failedLogins24h',
    'ipFailedAccounts1h',
    'amountOfLimit',
    'spendZ',
    'spent24hZ',
    'purchases1h',
    'purchases24h',
    'settingSensitivity',
    'settingKinds10m',
    'changeBeforeWeight',
    'giftCardTries1h',
    'giftCardTries24h',
    'giftCardFailures24h',
    'giftCardAccounts',
    'giftCardOfLimit',
    'fraudMemory',
    'impliedSpeedKmh',
    'deviceNewAccounts',
  ];

  it('never lowers a score when one kind of risk rises', () => {
    fc.assert(
      fc.property(
        record,
        type,
        fc.constantFrom(...risky),
        fc.double({ min: 0, max: 50, noNaN: true }),
        fc.double({ min: 0, max: 50, noNaN: true }),
        (known, eventType, name, base, more) => {
          const scored = (value: number) =>
            decide(
              featuresOfRecord({ ...known, features: { ...known.features, [name]: value } }),
              factsFor(eventType),
              shippedPolicy,
            ).score;
          expect(scored(base + more)).toBeGreaterThanOrEqual(scored(base));
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('never takes a milder action when trust goes', () => {
    const strictness = ['allow', 'challenge', 'hold', 'deny'];
    fc.assert(
      fc.property(record, type, fc.integer({ min: 1, max: 4 }), (known, eventType, deviceTrust) => {
        const rest: Record<string, number | boolean> = { ...known.features, deviceTrust, stale: false };
        delete rest['placeVisits'];
        const trusted = decide(
          featuresOfRecord({ features: { ...rest, placeVisits: 5 }, unknown: {} }),
          factsFor(eventType),
          shippedPolicy,
        );
        const { deviceTrust: _, ...without } = rest;
        const untrusted = decide(
          featuresOfRecord({ features: without, unknown: {} }),
          factsFor(eventType),
          shippedPolicy,
        );
        expect(strictness.indexOf(untrusted.action)).toBeGreaterThanOrEqual(strictness.indexOf(trusted.action));
      }),
    );
  });

  it('steps up on novelty and never holds or denies on it alone, wherever the thresholds lie', () => {
    const document = shippedDocument();
    document.eventTypes['purchase.requested'].thresholds = { challenge: 65, hold: 66, deny: 67 };
    document.eventTypes['purchase.requested'].weights.new_country = 20;
    const strict = compiledPolicy(document);
    const strange = { deviceKnown: false, countryKnown: false, impliedSpeedKmh: 5_000, learning: 1 };
    const novel = decide(featuresOfRecord({ features: strange, unknown: {} }), factsFor('purchase.requested'), strict);
    expect(novel.score).toBeGreaterThan(99);
    expect(novel.action).toBe('challenge');
    const costly = { ...strange, amountOfLimit: 2 };
    expect(
      decide(featuresOfRecord({ features: costly, unknown: {} }), factsFor('purchase.requested'), strict).action,
    ).toBe('deny');
  });

  it('decides its own record again to the same verdict (DEL-19)', () => {
    const ana = story();
    ana.livesQuietly(30);
    const acts = [
      ana.act('login.succeeded', {}),
      ana.act('login.succeeded', {}, thief),
      ana.act('purchase.requested', { amount: { minor: 123_456, currency: 'EUR' } }),
      ana.act('settings.change_requested', { setting: 'email' }, thief),
      ana.act('gift_card.redemption_requested', { giftCard: { digest: 'digest-of-card-1' }, codeStatus: 'unknown' }),
      ana.act('login.failed', {}, thief),
    ] as const;
    const types: EventType[] = [
      'login.succeeded',
      'login.succeeded',
      'purchase.requested',
      'settings.change_requested',
      'gift_card.redemption_requested',
      'login.failed',
    ];
    for (const [i, { eventId: _, challengeId: __, codes: ___, ...told }] of acts.entries()) {
      const { features: known, unknown, ...verdict } = JSON.parse(JSON.stringify(told));
      const again = decide(
        featuresOfRecord({ features: known, unknown }),
        factsFor(types[i] ?? 'login.failed'),
        shippedPolicy,
      );
      expect(JSON.parse(JSON.stringify(again))).toEqual(verdict);
    }
  });

  it('gives the same life the same bytes', () => {
    const life = () => {
      const ana = story();
      return JSON.stringify([ana.livesQuietly(40), ana.act('login.succeeded', {}, thief), ana.profile]);
    };
    expect(life()).toBe(life());
  });

  it('remembers event ids: the last 64, for a day (DEL-08)', () => {
    const ana = story();
    for (let i = 0; i < 70; i += 1) ana.act('login.succeeded', {});
    expect(seenBefore(ana.profile, 'ana-70', ana.nowMs)).toBe(true);
    expect(seenBefore(ana.profile, 'ana-7', ana.nowMs)).toBe(true);
    expect(seenBefore(ana.profile, 'ana-6', ana.nowMs)).toBe(false);
    expect(seenBefore(ana.profile, 'ana-71', ana.nowMs)).toBe(false);
    expect(seenBefore(ana.profile, 'ana-70', ana.nowMs + dayMs)).toBe(false);
  });

  it('scores every event type on an unknown account without challenging what nobody can answer', () => {
    for (const observed of [
      'login.failed',
      'credential.breached',
      'account.created',
      'account.cleared',
      'account.erased',
      'device.removed',
      'delivery.dispatched',
    ] as const) {
      const verdict = story().act(observed, {} as never, owner);
      expect(verdict.action).toBe('allow');
      expect(verdict.challenge).toBeUndefined();
    }
  });

  it.each([
    ['address', { device: owner.device }, { countryKnown: 'no_address', networkKnown: 'no_address' }],
    ['device', { ...owner, device: undefined }, { deviceKnown: 'not_supplied' }],
    ['place', { ...owner, geo: { unknown: 'not_found' } }, { countryKnown: 'not_found', impliedSpeedKmh: 'not_found' }],
    ['user agent', owner, { agentLogOdds: 'not_supplied' }],
    ['anything', {}, { countryKnown: 'no_address', deviceKnown: 'not_supplied' }],
  ] as const)('decides a login without %s at home, and records what it did not know', (_, actor, unknown) => {
    const ana = story();
    ana.livesQuietly(60);
    const login = ana.wait(dayMs).act('login.succeeded', {}, actor);
    expect(login.unknown).toMatchObject(unknown);
    expect(['allow', 'challenge']).toContain(login.action);
  });

  it('holds stale money and credentials, lets a stale login pass, and challenges neither (DEL-13)', () => {
    const ana = story();
    ana.livesQuietly(60);
    const late = { ...thief, flags: ['stale'] as const };
    expect(ana.act('login.succeeded', {}, late).action).toBe('allow');
    const purchase = ana.act(
      'purchase.requested',
      { amount: { minor: 300_000, currency: 'EUR' } },
      { ...owner, flags: ['stale'] },
    );
    expect(purchase.action).toBe('hold');
    expect(purchase.challenge).toBeUndefined();
    expect(ana.act('login.succeeded', {}, thief).features['deviceKnown']).toBe(false);
  });
});
