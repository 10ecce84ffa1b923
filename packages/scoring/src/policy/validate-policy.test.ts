import { describe, expect, it } from 'vitest';
import { eventTypes } from '@countersign/events';
import { shippedDocument, shippedPolicy } from '../../test-support/shipped-policy.ts';
import { nearestName } from './nearest-name.ts';
import { validatePolicy } from './validate-policy.ts';

/** The problems of the shipped document after a change, as `path: message`. */
function problemsAfter(change: (document: ReturnType<typeof shippedDocument>) => void): string[] {
  const document = shippedDocument();
  change(document);
  const checked = validatePolicy(document, 'd');
  return checked.ok ? [] : checked.problems.map(({ path, message }) => `${path}: ${message}`);
}

describe('the shipped policy', () => {
  it('is valid, covers every event type and carries its digest', () => {
    expect(Object.keys(shippedPolicy.byType)).toEqual(Object.keys(eventTypes));
    expect(shippedPolicy).toMatchObject({ id: 'default', version: 1, digest: 'digest-of-a-test' });
    expect(shippedPolicy.deadlineMs['login.succeeded']).toBe(30_000);
    expect(shippedPolicy.failureMode['purchase.requested']).toBe('hold');
  });

  it('fails closed for money, contacts and credentials, and offers the login a step-up (OVL-03)', () => {
    const closed = Object.entries(shippedPolicy.failureMode)
      .filter(([, mode]) => mode === 'hold')
      .map(([type]) => type);
    expect(closed).toEqual([
      'password_reset.requested',
      'settings.change_requested',
      'purchase.requested',
      'gift_card.redemption_requested',
      'refund.requested',
      'subscription.start_requested',
      'delivery.dispatched',
      'delivery.rescheduled',
    ]);
    expect(shippedPolicy.failureMode['login.succeeded']).toBe('step_up');
  });
});

describe('a bad policy', () => {
  it('is answered with all its problems at once, and the nearest name for a misspelt key', () => {
    const problems = problemsAfter((document) => {
      document.weights.new_devcie = 3;
      document.detectors['new-device'].forgetDay = 30;
      document.eventTypes['login.succeded'] = {};
      document.eventTypes['login.failed'] = { ...document.eventTypes['login.failed'], biass: 1 };
      document.treshold = 1;
      document.scale = 'two';
    });
    expect(problems).toContain("weights.new_devcie: 'new_devcie' is not known here; did you mean 'new_device'?");
    expect(problems).toContain(
      "detectors.new-device.forgetDay: 'forgetDay' is not known here; did you mean 'forgetDays'?",
    );
    expect(problems).toContain(
      "eventTypes.login.succeded: 'login.succeded' is not known here; did you mean 'login.succeeded'?",
    );
    expect(problems).toContain("eventTypes.login.failed.biass: 'biass' is not known here; did you mean 'bias'?");
    expect(
      problems.some((problem) => problem.startsWith("treshold: 'treshold' is not known here; allowed are id, ")),
    ).toBe(true);
    expect(problems.some((problem) => problem.startsWith('scale: '))).toBe(true);
  });

  it('says what is wrong with conditions too where the schema refuses other parts, in words', () => {
    const problems = problemsAfter((document) => {
      document.rules = [
        { id: 'a', severity: 'low', description: 7, when: 'features.acountAgeDays < 1.0', effect: { action: 'holds' } },
        { id: 'b', severity: 'lwo', description: 'x', owner: '', when: 'event.amount.minor >=', effect: {} },
        null,
      ];
      document.lists = { 'not a name': {}, watched: null };
      document.scale = 'two';
      document.levels.high = 101;
      document.eventTypes['login.succeeded'].challenge.digits = 6.5;
      delete document.eventTypes['login.succeeded'].bias;
    });
    expect(problems).toEqual(
      expect.arrayContaining([
        'scale: a number belongs here, not a text',
        'levels.high: 101 is not allowed; at most 100',
        'eventTypes.login.succeeded.challenge.digits: a whole number belongs here, not 6.5',
        'eventTypes.login.succeeded.bias: a number is missing',
        'rules.0.owner: a text is missing',
        'rules.0.description: a text belongs here, not a number',
        "rules.0.effect.action: 'holds' is not allowed; did you mean 'hold'?",
        'rules.0.when: features.acountAgeDays is not known here; did you mean features.accountAgeDays?',
        "rules.1.severity: 'lwo' is not allowed; did you mean 'low'?",
        'rules.1.owner: too short; at least 1 characters',
        'rules.2: an object belongs here, not nothing',
        'lists.watched: an object belongs here, not nothing',
      ]),
    );
    expect(problems.some((problem) => problem.startsWith('rules.1.when: '))).toBe(true);
  });

  it.each([
    [
      'trust that raises a score',
      (d: ReturnType<typeof shippedDocument>) => (d.weights.known_device = 1),
      'weights.known_device',
    ],
    [
      'risk that lowers it',
      (d: ReturnType<typeof shippedDocument>) => (d.weights.new_device = -1),
      'weights.new_device',
    ],
    [
      'a challenge without saying what is asked',
      (d: ReturnType<typeof shippedDocument>) => delete d.eventTypes['login.succeeded'].challenge,
      'eventTypes.login.succeeded.challenge',
    ],
    [
      'thresholds that fall',
      (d: ReturnType<typeof shippedDocument>) => (d.eventTypes['purchase.requested'].thresholds.hold = 10),
      'eventTypes.purchase.requested.thresholds',
    ],
    [
      'a lifetime above ten minutes (OTP-02)',
      (d: ReturnType<typeof shippedDocument>) => (d.eventTypes['login.succeeded'].challenge.lifetimeSeconds = 601),
      'eventTypes.login.succeeded.challenge.lifetimeSeconds',
    ],
    [
      'fewer than six digits (OTP-01)',
      (d: ReturnType<typeof shippedDocument>) => (d.eventTypes['login.succeeded'].challenge.digits = 5),
      'eventTypes.login.succeeded.challenge.digits',
    ],
    [
      'a missing event type',
      (d: ReturnType<typeof shippedDocument>) => delete d.eventTypes['refund.requested'],
      'eventTypes.refund.requested',
    ],
    [
      'a rule without a description',
      (d: ReturnType<typeof shippedDocument>) => (d.rules = [{ id: 'x' }]),
      'rules.0.description',
    ],
    [
      'a weight that is no number',
      (d: ReturnType<typeof shippedDocument>) => (d.weights.new_device = Number.NaN),
      'weights.new_device',
    ],
  ])('is refused: %s', (_, change, path) => {
    expect(problemsAfter(change).map((problem) => problem.split(': ')[0])).toContain(path);
  });

  it.each([
    [null],
    [undefined],
    ['text'],
    [[]],
    [42],
    [{ eventTypes: null }],
    [{ eventTypes: { 'login.succeeded': null } }],
  ])('is refused without an exception: %j', (document) => {
    expect(validatePolicy(document, 'd').ok).toBe(false);
  });
});

it.each([
  ['wieghts', 'weights'],
  ['Weight', 'weights'],
  ['zzzzzzzz', undefined],
])('the nearest name to %s is %s', (misspelt, nearest) => {
  expect(nearestName(misspelt, ['weights', 'detectors', 'eventTypes'])).toBe(nearest);
});
