import { openCase, silentNotifierObserver } from '@countersign/engine';
import { readDeadLetter } from '@countersign/events';
import { memoryChallengeStore } from '@countersign/testkit';
import { describe, expect, test } from 'vitest';
import { hour, email, asked, codes } from './contacts-world.ts';
import {
  challenge,
  challengeRecord,
  contactsRecord,
  outcomesIn,
  startMs,
  tombstone,
  topics,
} from './notifier-records.ts';
import { notifierWorld, sentCode } from './notifier-world.ts';

describe('a customer without any contact', () => {
  test('gets no code, and upstream is told so: the act is held, never silently let through', async () => {
    const world = notifierWorld();
    await world.notifier.handle([contactsRecord({ accountId: 'acc-1', language: 'en' }), challengeRecord()]);
    for (let seconds = 0; seconds <= 10; seconds += 1) {
      await world.settle();
      await world.advance(1_000);
    }
    await world.settle();
    expect(world.messages).toEqual([]);
    expect(outcomesIn(world.published)).toMatchObject([{ kind: 'undeliverable', reason: 'no_contact', sendSeq: 0 }]);
    expect(await world.notifier.status(challenge.id)).toBe('closed');
  });

  test.each([
    ['high_value_purchase', 'not_asked,no_contact'],
    ['login', undefined],
  ] as const)('opens a case for a %s, once: %s (CASE-01)', async (purpose, reasons) => {
    const store = memoryChallengeStore();
    const cases = { ...store, waiting: () => Promise.resolve([]) };
    const world = notifierWorld({ ports: { cases } });
    await world.notifier.handle([tombstone('acc-1', 1), challengeRecord({ purpose })]);
    for (let seconds = 0; seconds <= 11; seconds += 1) {
      await world.settle();
      await world.advance(1_000);
    }
    const held = [...store.challenges.values()].map(({ state }) => openCase({ state, version: 1 }));
    expect(held.map((one) => one.reasons.join())).toEqual(reasons === undefined ? [] : [reasons]);
    expect(held.map((one) => one.decisionId)).toEqual(reasons === undefined ? [] : [challenge.decisionId]);
  });
});

describe('a bounced address', () => {
  test('gets no code any more, and upstream is told at once', async () => {
    const world = notifierWorld();
    world.answers.push({ ok: false, retry: false, reason: 'invalid_recipient' });
    await sentCode(world);
    await world.notifier.handle([asked(world, 1)]);
    await world.settle();
    expect(codes(world)).toEqual(['acc-1@example.com']);
    expect(outcomesIn(world.published)).toMatchObject([
      { kind: 'undeliverable', reason: 'invalid_recipient' },
      { kind: 'undeliverable', reason: 'bounced' },
    ]);
  });

  test.each([
    ['bounced', 30 * 24],
    ['complained', 180 * 24],
    ['undeliverable', 24],
  ] as const)('that a provider says of later (%s) is left alone for %i hours', async (bounce, hours) => {
    const world = notifierWorld();
    await world.notifier.handle([email('ana@example.com', 1)]);
    await world.notifier.noteBounce('email', 'ana@example.com', bounce);
    await world.notifier.noteBounce('email', 'ana@example.com', 'undeliverable');
    await world.advance(hours * hour - 1);
    await world.notifier.handle([asked(world, 1)]);
    await world.settle();
    expect(codes(world)).toEqual([]);
    await world.advance(1);
    await world.notifier.handle([asked(world, 2)]);
    await world.settle();
    expect(codes(world)).toEqual(['ana@example.com']);
  });

  test('is good again when it was verified since', async () => {
    const world = notifierWorld();
    await world.notifier.handle([email('ana@example.com', 1)]);
    await world.notifier.noteBounce('email', 'ana@example.com', 'bounced');
    const verifiedAt = new Date(startMs + 1).toISOString();
    await world.notifier.handle([
      contactsRecord({ accountId: 'acc-1', email: { value: 'ana@example.com', verifiedAt } }, 2),
    ]);
    await world.notifier.handle([asked(world, 1)]);
    await world.settle();
    expect(codes(world)).toEqual(['ana@example.com']);
  });

  test('is remembered without its name (SEC-07)', async () => {
    const world = notifierWorld();
    await world.notifier.noteBounce('email', 'ana@example.com', 'bounced');
    expect(JSON.stringify([...world.store.challenges])).not.toContain('ana');
  });
});

describe('what no message can reach', () => {
  test('is left out with a dead letter that says why, without the number; the rest is used', async () => {
    const unknown: string[] = [];
    const observer = { ...silentNotifierObserver, contactNameUnknown: (what: string) => void unknown.push(what) };
    const world = notifierWorld({ settings: { observer, phoneCountry: 'DE' } });
    const phone = { value: '0900 1234567' };
    const record = email('ana@MÜNCHEN.example', 7, { phone, language: 'klingon?', timeZone: 'Mars/Olympus' });
    await world.notifier.handle([record, challengeRecord()]);
    await world.settle();
    expect(codes(world)).toEqual(['ana@xn--mnchen-3ya.example']);
    const [letter] = world.published.filter(({ topic }) => topic === topics.deadLetters);
    expect(letter?.value).toBe(record.value);
    expect(readDeadLetter(letter?.headers ?? {})).toMatchObject({
      code: 'invalid_data',
      offset: 7,
      message:
        'data.phone.value is a premium-rate, shared-cost, toll-free or other special number; allowed: mobile and fixed lines of people.',
    });
    expect(unknown).toEqual(['language', 'timeZone']);
  });

  test('forgotten contacts are forgotten, past and all', async () => {
    const world = notifierWorld();
    await world.notifier.handle([email('old@example.com', 1), email('new@example.com', 2), tombstone('acc-1', 3)]);
    await world.notifier.handle([email('newest@example.com', 4), challengeRecord()]);
    await world.settle();
    expect(codes(world)).toEqual(['newest@example.com']);
  });
});
