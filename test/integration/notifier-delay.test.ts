import { describe, expect, test } from 'vitest';
import { binding, challenge } from './notifier-records.ts';
import { type NotifierWorld, notifierWorld, sentCode, wrong } from './notifier-world.ts';

const second = 1_000;
const home = { ip: '203.0.113.7' };
const elsewhere = { ip: '198.51.100.7' };
const unknown = '11111111-1111-8111-8111-111111111111';

const ids = ['aaaaaaaa', 'bbbbbbbb', 'cccccccc', 'dddddddd'].map((start) => challenge.id.replace(/^.{8}/, start));
const [first = '', second2 = '', third = '', fourth = ''] = ids;

/** A challenge of its own device and session, made at the world's own time. */
const asked = (world: NotifierWorld, id: string, more: object = {}): Promise<string> =>
  sentCode(world, {
    id,
    device: `device-of-${id}`,
    bindingDigest: `${binding}-${id}`,
    createdAt: new Date(world.nowMs()).toISOString(),
    expiresAt: new Date(world.nowMs() + 600 * second).toISOString(),
    ...more,
  });
const type = (world: NotifierWorld, id: string, code: string, client: object) =>
  world.notifier.verify(id, { code, bindingDigest: `${binding}-${id}`, client });
const failTimes = async (world: NotifierWorld, id: string, code: string, times: number, client: object = home) => {
  for (let tries = 0; tries < times; tries += 1) expect(await type(world, id, wrong(code), client)).toBe('rejected');
};

describe('failed tries count across the challenges of an account (OTP-11)', () => {
  test('from the tenth on their source waits, and what it presents meanwhile is not looked at', async () => {
    const world = notifierWorld();
    for (const id of [first, second2]) await failTimes(world, id, await asked(world, id), 5);
    const code = await asked(world, third);
    expect(await type(world, third, code, home)).toEqual({ retryAfterSeconds: 30 });
    await world.advance(29 * second);
    expect(await type(world, third, code, home)).toEqual({ retryAfterSeconds: 1 });
    await world.advance(second);
    expect(await type(world, third, code, home)).toBe('verified');
  });

  test('each further one doubles the pause; a right one ends it', async () => {
    const world = notifierWorld();
    for (const id of [first, second2]) await failTimes(world, id, await asked(world, id), 5);
    const code = await asked(world, third);
    await world.advance(30 * second);
    await failTimes(world, third, code, 1);
    expect(await type(world, third, code, home)).toEqual({ retryAfterSeconds: 60 });
    await world.advance(60 * second);
    expect(await type(world, third, code, home)).toBe('verified');
    const next = await asked(world, fourth);
    await failTimes(world, fourth, next, 3);
    expect(await type(world, fourth, next, home)).toBe('verified');
  });

  test('nobody else waits for it: not another source, not another account, not the owner on a device she proved', async () => {
    const world = notifierWorld();
    for (const id of [first, second2]) await failTimes(world, id, await asked(world, id), 5);
    const code = await asked(world, third);
    expect(await type(world, third, code, elsewhere)).toBe('verified');
    const ofAnother = await asked(world, fourth, { accountId: 'acc-2' });
    expect(await type(world, fourth, ofAnother, home)).toBe('verified');
    const hers = challenge.id;
    const proved = await asked(world, hers, { deviceProved: true });
    expect(await type(world, hers, proved, home)).toBe('verified');
  });

  test('every challenge of the account answers alike while it waits, whatever became of it (OTP-05)', async () => {
    const world = notifierWorld();
    const code = await asked(world, first);
    expect(await type(world, first, code, elsewhere)).toBe('verified');
    const locked = await asked(world, second2);
    await failTimes(world, second2, locked, 5);
    const open = await asked(world, third);
    await failTimes(world, third, open, 4);
    await failTimes(world, first, open, 1);
    const answers = [];
    for (const id of [first, second2, third]) answers.push(await type(world, id, open, home));
    expect(answers).toEqual(Array.from({ length: 3 }, () => ({ retryAfterSeconds: 30 })));
  });

  test('guesses at challenges that do not exist are slowed down in the same way', async () => {
    const world = notifierWorld();
    await failTimes(world, unknown, '654321', 10);
    expect(await type(world, unknown, '654321', home)).toEqual({ retryAfterSeconds: 30 });
  });

  test('is one write however many fail at once, and all are counted', async () => {
    const world = notifierWorld();
    const before = world.store.roundTrips();
    const answers = await Promise.all(Array.from({ length: 40 }, () => type(world, unknown, '654321', home)));
    expect(new Set(answers)).toEqual(new Set(['rejected']));
    expect(world.store.roundTrips() - before).toBeLessThan(40 * 7);
    expect(await type(world, unknown, '654321', home)).toEqual({ retryAfterSeconds: 3_600 });
  });
});
