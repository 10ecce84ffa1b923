import type { Decision, EventType } from '@countersign/events';
import { describe, expect, it } from 'vitest';
import { shippedPolicy } from '../test-support/shipped-policy.ts';
import { type Told, euros, owner, story, thief } from '../test-support/story.ts';
import { signals } from './detectors/registry.ts';
import { explain } from './explain.ts';

const decisionOf = (told: Told, eventType: EventType, rest: Partial<Decision> = {}): Decision => ({
  id: '00000000-0000-5000-8000-000000000000',
  eventId: told.eventId,
  eventType,
  accountId: 'ana',
  eventTime: '2026-03-01T00:00:00Z',
  logTime: '2026-03-01T00:00:00Z',
  action: told.action,
  score: told.score,
  reasons: told.reasons,
  features: told.features,
  unknown: told.unknown,
  policy: { id: 'default', version: 1, digest: 'digest-of-a-test' },
  flags: [],
  degraded: [],
  keys: {},
  position: { partition: 0, offset: 0, outcomes: -1, labels: -1 },
  ...rest,
});

const established = () => {
  const ana = story();
  ana.livesQuietly(60);
  return ana;
};

describe('explain', () => {
  it('words a challenge in the order of weight, and says what would have changed it', () => {
    const login = established().act('login.succeeded', {}, { ...owner, device: 'new-phone' });
    expect(explain(decisionOf(login, 'login.succeeded'), shippedPolicy)).toEqual({
      headline: `Challenged login.succeeded at a score of ${login.score}`,
      sentences: [
        'The device is new to this account: never seen; expected one seen within 30 days. (+5.8)',
        'The account was at this place before, 60 times. (−0.6)',
      ],
      notes: ['Not known (no history): networkLogOdds.', 'Policy default@1.'],
      counterfactual: 'With a known device it would have been allowed.',
    });
  });

  it('has no counterfactual where no single change would have been enough, nor for what was allowed', () => {
    const ana = established();
    const login = ana.act('login.succeeded', {}, thief);
    expect(explain(decisionOf(login, 'login.succeeded'), shippedPolicy).counterfactual).toBeUndefined();
    const quiet = ana.act('login.succeeded', {});
    expect(explain(decisionOf(quiet, 'login.succeeded'), shippedPolicy).counterfactual).toBeUndefined();
  });

  it('words rules as the policy does, and says what became of them', () => {
    const policy = { ...shippedPolicy, ruleWords: new Map([['big', 'A large purchase']]) };
    const login = established().act('login.succeeded', {});
    const rules = [
      { id: 'big', effect: 'hold' as const, state: 'applied' as const },
      { id: 'gone', effect: 'deny' as const, state: 'skipped_unknown' as const },
    ];
    const reasons = [{ code: 'rule:big', points: 2 }];
    const { sentences } = explain(decisionOf(login, 'login.succeeded', { rules, reasons }), policy);
    expect(sentences).toEqual([
      'Rule big: A large purchase. (+2)',
      'Rule big: A large purchase. (holds)',
      'Rule gone. (denies; left out, because something that it needs is not known)',
    ]);
  });

  it('says what was unknown, degraded and flagged', () => {
    const login = established().act('login.succeeded', {}, { geo: { unknown: 'private' } });
    const { notes } = explain(decisionOf(login, 'login.succeeded', { degraded: ['entities'], flags: ['late'] }));
    expect(notes.join('\n')).toContain('Not known (not supplied): deviceKnown');
    expect(notes.join('\n')).toContain('Not known (private): country');
    expect(notes).toContain('Decided without: entities.');
    expect(notes).toContain('Flags: late.');
  });

  it('has a sentence for every code that never shows an undefined, and shows foreign codes as they are', () => {
    for (const signal of signals) {
      expect(signal.sentence({ code: signal.code, points: 1, observed: 'seen', expected: 'awaited' })).not.toContain(
        'undefined',
      );
      expect(signal.without).not.toBe('');
    }
    const told = story().act('purchase.requested', euros(5));
    const foreign = decisionOf(
      { ...told, reasons: [{ code: 'of_tomorrow', points: 2, observed: 3, expected: 1 }] },
      'purchase.requested',
    );
    expect(explain(foreign).sentences).toEqual(['of_tomorrow: 3; expected 1. (+2)']);
  });

  it.each([
    ['usual_place', 1, 'The account was at this place before, once.'],
    ['usual_place', 2, 'The account was at this place before, 2 times.'],
    ['known_device', 0, 'The account first used this device less than a day ago.'],
    ['known_device', 1, 'The account first used this device a day ago.'],
    ['known_device', 9, 'The account first used this device 9 days ago.'],
    ['high_value', '500 EUR', 'The amount is high: 500 EUR; the limit is 500 EUR.'],
    ['gift_card_high_value', '500 EUR', 'The gift card is worth a lot: 500 EUR; the limit is 500 EUR.'],
  ])('words %s of %s as %s', (code, observed, sentence) => {
    const told = story().act('purchase.requested', euros(5));
    const decision = decisionOf(
      { ...told, reasons: [{ code, points: 1, observed, expected: '500 EUR' }] },
      'purchase.requested',
    );
    expect(explain(decision).sentences).toEqual([`${sentence} (+1)`]);
  });
});
