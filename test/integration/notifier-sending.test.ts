import { describe, expect, test } from 'vitest';
import {
  challenge,
  challengeRecord,
  codeIn,
  contactsOf,
  contactsRecord,
  kindsIn,
  outcomesIn,
  traceparent,
} from './notifier-records.ts';
import { notifierWorld, sentCode } from './notifier-world.ts';

const second = 1_000;
const unreachable = { ok: false, retry: true, reason: 'unreachable' } as const;

describe('a claimed challenge', () => {
  test('becomes one message with a code, and one signed outcome of the same trace', async () => {
    const world = notifierWorld();
    await sentCode(world);
    expect(world.messages).toMatchObject([
      { id: `${challenge.id}.1`, channel: 'email', to: 'acc-1@example.com', language: 'en' },
    ]);
    expect(world.messages[0]?.text).toContain('€1,299.00');
    expect(outcomesIn(world.published)).toMatchObject([
      { kind: 'sent', sendSeq: 1, channel: 'email', challengeId: challenge.id, accountId: 'acc-1' },
    ]);
    const [record] = world.published;
    expect(Buffer.from(record?.headers?.['traceparent'] ?? []).toString()).toBe(traceparent);
    expect(Buffer.from(record?.key ?? []).toString()).toBe('acc-1');
  });

  test('has its code nowhere but in the message (OTP-04, SEC-06)', async () => {
    const world = notifierWorld();
    const code = await sentCode(world);
    await world.notifier.resend(challenge.id);
    const kept = [
      ...[...world.store.challenges.values()].map(({ state }) => state),
      ...world.store.outbox.map(({ bytes }) => bytes),
      ...world.published.map(({ value }) => value ?? new Uint8Array(0)),
    ];
    for (const bytes of kept) expect(Buffer.from(bytes).includes(code)).toBe(false);
  });

  test('is sent by one of two notifiers', async () => {
    const world = notifierWorld();
    await world.notifier.handle([contactsRecord(contactsOf('acc-1')), challengeRecord()]);
    await Promise.all([world.notifier.driveDue(), world.another().driveDue()]);
    expect(world.messages).toHaveLength(1);
  });

  test('left in mid-send by a crash is sent again with the same code and id (DEL-16)', async () => {
    const world = notifierWorld();
    await world.notifier.handle([contactsRecord(contactsOf('acc-1')), challengeRecord()]);
    world.answers.push('never answers');
    void world.notifier.driveDue();
    await world.advance(14 * second);
    const survivor = world.another();
    await survivor.driveDue();
    expect(world.messages).toHaveLength(1);
    await world.advance(1 * second);
    await survivor.driveDue();
    expect(world.messages).toHaveLength(2);
    expect(world.messages[1]).toEqual(world.messages[0]);
    await survivor.sweepOutbox();
    expect(kindsIn(world.published)).toEqual(['sent 1']);
  });

  test('is not sent while its lease is not durable: a failover could make another code', async () => {
    let writes = 0;
    const world = notifierWorld({
      store: (store) => ({
        ...store,
        async transition(transition) {
          const receipt = await store.transition(transition);
          writes += 1;
          const isLost = writes > 4; // Of account, device, claim and destination; then the lease's.
          const durable = () => (isLost ? Promise.reject(new Error('primary lost')) : receipt.durable());
          return { result: receipt.result, durable };
        },
      }),
    });
    await world.notifier.handle([contactsRecord(contactsOf('acc-1')), challengeRecord()]);
    await world.notifier.driveDue();
    expect(world.messages).toEqual([]);
    expect(world.failures).toMatchObject([{ code: 'store_unavailable', retryable: true }]);
  });

  test('is tried again after 1, 2, 4 … seconds while the provider is unreachable', async () => {
    const world = notifierWorld();
    await world.notifier.handle([contactsRecord(contactsOf('acc-1')), challengeRecord()]);
    world.answers.push(unreachable, 'throws', unreachable);
    const sentAt: number[] = [];
    for (let seconds = 0; seconds < 12; seconds += 1) {
      const before = world.messages.length;
      await world.settle();
      if (world.messages.length > before) sentAt.push(seconds);
      await world.advance(1 * second);
    }
    expect(sentAt).toEqual([0, 1, 3, 7]);
    expect(new Set(world.messages.map(codeIn)).size).toBe(1);
    expect(kindsIn(world.published)).toEqual(['sent 1']);
  });

  test('that stays unreachable until its expiry is undeliverable', async () => {
    const world = notifierWorld();
    await world.notifier.handle([contactsRecord(contactsOf('acc-1')), challengeRecord()]);
    world.answers.push(...Array.from({ length: 100 }, () => unreachable));
    for (let seconds = 0; seconds <= 600; seconds += 1) {
      await world.settle();
      await world.advance(1 * second);
    }
    expect(outcomesIn(world.published)).toMatchObject([{ kind: 'undeliverable', reason: 'unreachable', sendSeq: 0 }]);
  });

  test.each([
    ['the provider refuses the recipient', {}, 'invalid_recipient'],
    ['it allows no channel that we have', { channels: ['authenticator' as const] }, 'no_channel'],
  ])('is undeliverable at once when %s', async (_, given, reason) => {
    const world = notifierWorld();
    world.answers.push({ ok: false, retry: false, reason: 'invalid_recipient' });
    await sentCode(world, given);
    expect(outcomesIn(world.published)).toMatchObject([{ kind: 'undeliverable', reason }]);
  });

  test('that nobody answers expires, once', async () => {
    const world = notifierWorld();
    await sentCode(world);
    await world.advance(600 * second - 1);
    await world.settle();
    expect(kindsIn(world.published)).toEqual(['sent 1']);
    await world.advance(1);
    await world.settle();
    await world.advance(3_600 * second);
    await world.settle();
    expect(kindsIn(world.published)).toEqual(['sent 1', 'expired 1']);
    expect(world.store.due.size).toBe(0);
  });

  test('is sent without a pause however many there are', async () => {
    const world = notifierWorld();
    const running = world.notifier.start();
    const ids = Array.from({ length: 120 }, (_, at) => `0b6f4a52-3f0e-8a5d-9c41-000000000${100 + at}`);
    const records = ids.flatMap((id) => [
      contactsRecord(contactsOf(`of-${id}`)),
      challengeRecord({ id, accountId: `of-${id}`, device: `d-${id}` }),
    ]);
    await world.notifier.handle(records);
    await world.advance(0);
    expect(new Set(world.messages.map(({ id }) => id)).size).toBe(120);
    expect(new Set(world.messages.map(codeIn)).size).toBeGreaterThan(110);
    await running.stop();
  });

  test('waits for nobody else: a provider that hangs on one message takes the others', async () => {
    const world = notifierWorld();
    world.answers.push('never answers');
    const running = world.notifier.start();
    await world.notifier.handle([contactsRecord(contactsOf('acc-1')), challengeRecord()]);
    await world.advance(1 * second);
    const id = '0b6f4a52-3f0e-8a5d-9c41-7d2e8f10a3b5';
    await world.notifier.handle([contactsRecord(contactsOf('acc-2')), challengeRecord({ id, accountId: 'acc-2' })]);
    await world.advance(1 * second);
    expect(outcomesIn(world.published).map(({ accountId }) => accountId)).toEqual(['acc-2']);
    void running.stop();
  });
});
