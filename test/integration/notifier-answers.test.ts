import { describe, expect, test } from 'vitest';
import { binding, challenge, codeIn, kindsIn, outcomesIn } from './notifier-records.ts';
import { notifierWorld, sentCode, wrong } from './notifier-world.ts';

const second = 1_000;
const unknown = '11111111-1111-8111-8111-111111111111';
const right = (code: string) => ({ code, bindingDigest: binding });

describe('verifying', () => {
  test('succeeds once, durably, with one outcome (OTP-03)', async () => {
    const world = notifierWorld();
    const code = await sentCode(world);
    expect(await world.notifier.verify(challenge.id, right(code))).toBe('verified');
    expect(await world.notifier.verify(challenge.id, right(code))).toBe('rejected');
    expect(await world.notifier.status(challenge.id)).toBe('verified');
    await world.settle();
    expect(kindsIn(world.published)).toEqual(['sent 1', 'verified 1']);
  });

  test('of many simultaneous right submissions exactly one wins', async () => {
    const world = notifierWorld();
    const code = await sentCode(world);
    const copies = [world.notifier, world.another(), world.another()];
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, at) => (copies[at % 3] ?? world.notifier).verify(challenge.id, right(code))),
    );
    expect(answers.filter((answer) => answer === 'verified')).toHaveLength(1);
    expect(answers.filter((answer) => answer === 'rejected')).toHaveLength(11);
  });

  test('of many simultaneous wrong submissions five are tries and no more', async () => {
    const world = notifierWorld();
    const code = await sentCode(world);
    const answers = await Promise.all(
      Array.from({ length: 9 }, () => world.notifier.verify(challenge.id, right(wrong(code)))),
    );
    expect(new Set(answers)).toEqual(new Set(['rejected']));
    expect(await world.notifier.verify(challenge.id, right(code))).toBe('rejected');
    await world.settle();
    expect(outcomesIn(world.published)).toMatchObject([{ kind: 'sent' }, { kind: 'failed', reason: 'too_many_tries' }]);
  });

  test('of another act kills the code (OTP-32)', async () => {
    const world = notifierWorld();
    const code = await sentCode(world);
    expect(await world.notifier.verify(challenge.id, { code, bindingDigest: 'another-act-another-binding' })).toBe(
      'rejected',
    );
    expect(await world.notifier.verify(challenge.id, right(code))).toBe('rejected');
    await world.settle();
    expect(outcomesIn(world.published).at(-1)).toMatchObject({ kind: 'failed', reason: 'binding_changed' });
  });

  test('answers a store that counts a retried write as a conflict of its own', async () => {
    // What a client library does that sends a command again after a reconnect (IOR-02).
    const world = notifierWorld({
      store: (store) => ({
        ...store,
        async transition(transition) {
          await store.transition(transition);
          return store.transition(transition);
        },
      }),
    });
    const code = await sentCode(world);
    expect(await world.notifier.verify(challenge.id, right(code))).toBe('verified');
    expect(await world.notifier.verify(challenge.id, right(code))).toBe('rejected');
  });

  test.each(['load', 'transition'] as const)('is unavailable when %s fails, never granted (OTP-13)', async (call) => {
    let isDown = false;
    const world = notifierWorld({
      store: (store) => ({
        ...store,
        [call]: (...given: Parameters<(typeof store)[typeof call]>) =>
          isDown ? Promise.reject(new Error('down')) : (store[call] as (...args: typeof given) => unknown)(...given),
      }),
    });
    const code = await sentCode(world);
    isDown = true;
    expect(await world.notifier.verify(challenge.id, right(code))).toBe('unavailable');
    expect(await world.notifier.verify(unknown, right(code))).toBe('unavailable');
    expect(await world.notifier.resend(challenge.id)).toBe('unavailable');
    expect(await world.notifier.status(challenge.id)).toBe('unavailable');
    expect(await world.notifier.reportNotMe(challenge.id)).toBe('unavailable');
    isDown = false;
    expect(await world.notifier.verify(challenge.id, right(code))).toBe('verified');
  });

  test('is unavailable when nobody knows whether the answer is durable', async () => {
    let isLost = false;
    const world = notifierWorld({
      store: (store) => ({
        ...store,
        async transition(transition) {
          const receipt = await store.transition(transition);
          const durable = () => (isLost ? Promise.reject(new Error('primary lost')) : receipt.durable());
          return { result: receipt.result, durable };
        },
      }),
    });
    const code = await sentCode(world);
    isLost = true;
    expect(await world.notifier.verify(challenge.id, right(code))).toBe('unavailable');
    expect(await world.notifier.status(challenge.id)).toBe('unavailable');
  });

  test('answers everybody who is wrong alike, for the same work (OTP-05)', async () => {
    const world = notifierWorld();
    const code = await sentCode(world);
    const others = ['aaaaaaaa', 'bbbbbbbb', 'cccccccc'].map((start) => challenge.id.replace(/^.{8}/, start));
    const [expired = '', used = '', locked = ''] = others;
    await sentCode(world, {
      id: expired,
      accountId: 'acc-2',
      expiresAt: challenge.createdAt.replace('30:00', '30:20'),
    });
    const usedCode = await sentCode(world, { id: used, accountId: 'acc-3' });
    await world.notifier.verify(used, right(usedCode));
    const lockedCode = await sentCode(world, { id: locked, accountId: 'acc-4' });
    for (let tries = 0; tries < 5; tries += 1) await world.notifier.verify(locked, right(wrong(lockedCode)));
    await world.advance(30 * second);
    const work: unknown[] = [];
    for (const id of [challenge.id, unknown, expired, used, locked]) {
      const before = world.store.roundTrips();
      work.push([await world.notifier.verify(id, right(wrong(code))), world.store.roundTrips() - before]);
    }
    expect(work).toEqual(Array.from({ length: 5 }, () => ['rejected', 9]));
  });
});

describe('asking for another code (OTP-10)', () => {
  test('waits for the pause, then sends a new one and kills the old', async () => {
    const world = notifierWorld();
    const first = await sentCode(world);
    expect(await world.notifier.resend(challenge.id)).toEqual({ retryAfterSeconds: 30 });
    await world.advance(30 * second);
    expect(await world.notifier.resend(challenge.id)).toBe('sent');
    await world.settle();
    const newest = codeIn(world.messages[1]);
    expect(world.messages.map(({ id }) => id)).toEqual([`${challenge.id}.1`, `${challenge.id}.2`]);
    expect(newest).not.toBe(first);
    expect(await world.notifier.verify(challenge.id, right(first))).toBe('rejected');
    expect(await world.notifier.verify(challenge.id, right(newest))).toBe('verified');
    await world.settle();
    expect(kindsIn(world.published)).toEqual(['sent 1', 'sent 2', 'verified 2']);
  });

  test('near the end renews the challenge; its outcomes carry the new expiry', async () => {
    const world = notifierWorld();
    await sentCode(world);
    await world.advance(500 * second);
    expect(await world.notifier.resend(challenge.id)).toBe('sent');
    await world.settle();
    await world.advance(400 * second);
    await world.settle();
    expect(await world.notifier.status(challenge.id)).toMatchObject({
      status: 'open',
      reference: /reference (\S+)\./.exec(world.messages.at(-1)?.text ?? '')?.[1],
    });
    expect(await world.notifier.verify(challenge.id, right(codeIn(world.messages[1])))).toBe('verified');
    await world.settle();
    const { at, expiresAt } = outcomesIn(world.published).at(-1) ?? {};
    expect([at, expiresAt]).toEqual(['2026-03-01T09:45:00.000Z', '2026-03-01T09:48:20.000Z']);
  });

  test('for a challenge that is none, over or used up is rejected', async () => {
    const world = notifierWorld();
    const code = await sentCode(world);
    expect(await world.notifier.resend(unknown)).toBe('rejected');
    await world.notifier.verify(challenge.id, right(code));
    expect(await world.notifier.resend(challenge.id)).toBe('rejected');
  });
});

describe('"This wasn\'t me" (OTP-34)', () => {
  test('ends an open challenge and says what to do', async () => {
    const world = notifierWorld();
    const code = await sentCode(world);
    expect(await world.notifier.reportNotMe(challenge.id)).toBe('received');
    expect(await world.notifier.verify(challenge.id, right(code))).toBe('rejected');
    expect(await world.notifier.status(challenge.id)).toBe('closed');
    await world.settle();
    expect(outcomesIn(world.published).at(-1)).toMatchObject({
      kind: 'reported',
      requiredActions: ['revoke_sessions', 'change_password', 'remove_device'],
    });
  });

  test('acts after a verification too, days later, and once', async () => {
    const world = notifierWorld();
    const code = await sentCode(world);
    await world.notifier.verify(challenge.id, right(code));
    await world.advance(3 * 86_400 * second);
    for (let presses = 0; presses < 3; presses += 1) {
      expect(await world.notifier.reportNotMe(challenge.id)).toBe('received');
    }
    await world.settle();
    expect(kindsIn(world.published)).toEqual(['sent 1', 'verified 1', 'reported 1']);
  });

  test('is answered alike where there is nothing to report', async () => {
    const world = notifierWorld();
    expect(await world.notifier.reportNotMe(unknown)).toBe('received');
    await world.settle();
    expect(world.published).toEqual([]);
  });
});

test('a challenge that nobody knows is closed', async () => {
  expect(await notifierWorld().notifier.status(unknown)).toBe('closed');
});

describe('where a code was typed', () => {
  const geo = { lookup: () => ({ country: 'AT', region: '9', city: 'Vienna' }) };

  test('is told in the outcome by pseudonyms and coarse places, never by the address itself (OTP-37, SEC-07)', async () => {
    const world = notifierWorld({ ports: { geo } });
    const code = await sentCode(world);
    const client = { ip: '203.0.113.77', deviceId: 'the-phone-of-ann' };
    expect(await world.notifier.verify(challenge.id, { code, bindingDigest: binding, client })).toBe('verified');
    await world.settle();
    const verified = outcomesIn(world.published).find(({ kind }) => kind === 'verified');
    expect(verified?.verifier).toEqual({
      device: expect.stringMatching(/^[\w-]{16}$/),
      network: expect.stringMatching(/^[\w-]{16}$/),
      places: [16724, expect.any(Number), expect.any(Number)],
    });
    const written = world.published.map(({ value }) => Buffer.from(value ?? []).toString()).join();
    expect(written).not.toContain('203.0.113');
    expect(written).not.toContain('the-phone-of-ann');
  });

  test('is left out where nobody told', async () => {
    const world = notifierWorld({ ports: { geo } });
    const code = await sentCode(world);
    await world.notifier.verify(challenge.id, { code, bindingDigest: binding });
    await world.settle();
    expect(outcomesIn(world.published).at(-1)).not.toHaveProperty('verifier');
  });
});
