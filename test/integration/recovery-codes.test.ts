import { describe, expect, test } from 'vitest';
import {
  type Enrolled,
  accountId,
  appWorld,
  approved,
  asked,
  enrolled,
  forMfa,
  hourMs,
  idAt,
  isNotice,
  right,
  shown,
} from './authenticator-world.ts';
import { outcomesIn } from './notifier-records.ts';
import { type NotifierWorld, type WorldOptions } from './notifier-world.ts';

/** Channel and headline of every notice about recovery codes. */
const told = (world: NotifierWorld): readonly string[] =>
  world.messages
    .filter(isNotice)
    .flatMap(({ channel, text }) =>
      (/recovery codes?(?: of yours was used)?/.exec(text) ?? []).map((what) => `${channel} ${what}`),
    );

/** An app that counts as strong. */
async function strongApp(options: WorldOptions = {}): Promise<Enrolled & { readonly world: NotifierWorld }> {
  const world = appWorld(options);
  const app = await enrolled(world);
  await world.advance(72 * hourMs);
  return { world, ...app };
}

/** Approves a change of the second factor with what is typed; resolves with the challenge's id. */
async function approvedWith(world: NotifierWorld, number: number, code: string): Promise<string> {
  const id = await asked(world, number, { ...forMfa(idAt(number)), channels: ['authenticator'] });
  expect(await world.notifier.verify(id, right(code))).toBe('verified');
  return id;
}

describe('a recovery code (OTP-20)', () => {
  test('opens one challenge, as a weaker proof, and is gone', async () => {
    const world = appWorld();
    const { recovery } = await enrolled(world);
    await world.advance(72 * hourMs);
    expect(await world.notifier.verify(await asked(world, 50), right(recovery[0]!))).toBe('verified');
    expect(await world.notifier.verify(await asked(world, 51), right(recovery[0]!))).toBe('rejected');
    expect(await world.notifier.authenticator(accountId)).toMatchObject({ recoveryCodesLeft: 9 });
    await world.settle();
    expect(
      outcomesIn(world.published).find(({ kind, challengeId }) => kind === 'verified' && challengeId === idAt(50)),
    ).toMatchObject({ channel: 'authenticator', strength: 'medium', reason: 'recovery_code' });
  });

  test('is told at all contacts when it is used, once, however often its outcome is published', async () => {
    const { world, recovery } = await strongApp();
    const id = await asked(world);
    world.breakLog(true);
    expect(await world.notifier.verify(id, right(recovery[0] ?? ''))).toBe('verified');
    await expect(world.settle()).rejects.toThrow('no broker');
    expect(told(world)).toEqual([]);
    world.breakLog(false);
    await world.advance(60_000);
    await world.settle();
    expect(told(world)).toEqual(['email recovery code of yours was used', 'sms recovery code of yours was used']);
  });

  test('that was not used is not told: neither a wrong one nor a code of the app', async () => {
    const { world, secret, recovery } = await strongApp();
    const id = await asked(world);
    expect(await world.notifier.verify(id, right(`0${(recovery[0] ?? '').slice(1)}`.replace(/^00/, '10')))).toBe(
      'rejected',
    );
    expect(await world.notifier.verify(id, right(shown(world, secret)))).toBe('verified');
    await world.settle();
    expect(told(world)).toEqual([]);
  });
});

describe('renewing recovery codes (OTP-20)', () => {
  const renew = (world: NotifierWorld, challengeId: string, of = accountId) =>
    world.notifier.renewRecoveryCodes({ accountId: of, approval: { challengeId } });

  test('makes ten new ones; the old ones are worthless at once, the app goes on, and all contacts are told', async () => {
    const { world, secret, recovery } = await strongApp();
    const challengeId = await approvedWith(world, 60, shown(world, secret));
    const renewed = await renew(world, challengeId);
    if (typeof renewed !== 'object') throw new Error(renewed);
    expect(new Set([...recovery, ...renewed.recoveryCodes]).size).toBe(20);
    const id = await asked(world);
    expect(await world.notifier.verify(id, right(recovery[0] ?? ''))).toBe('rejected');
    expect(await world.notifier.verify(id, right(renewed.recoveryCodes[0] ?? ''))).toBe('verified');
    expect(await world.notifier.authenticator(accountId)).toMatchObject({ recoveryCodesLeft: 9 });
    await world.advance(60_000);
    expect(await world.notifier.verify(await asked(world, 51), right(shown(world, secret)))).toBe('verified');
    await world.settle();
    expect(told(world).filter((one) => !one.includes('used'))).toEqual(['email recovery codes', 'sms recovery codes']);
    expect(await renew(world, challengeId)).toBe('approval_used');
  });

  test('takes the app: neither SMS, a recovery code nor an app of yesterday is enough', async () => {
    const { world, recovery } = await strongApp();
    expect(await renew(world, await approved(world, 60))).toBe('approval_too_weak');
    expect(await renew(world, await approvedWith(world, 61, recovery[0] ?? ''))).toBe('approval_too_weak');
    expect(await renew(world, await approvedWith(world, 62, recovery[1] ?? ''), 'acc-2')).toBe('not_approved');
    const young = appWorld();
    const { secret } = await enrolled(young);
    expect(await renew(young, await approvedWith(young, 60, shown(young, secret)))).toBe('approval_too_weak');
  });

  test('is refused where there is no app', async () => {
    const world = appWorld();
    expect(await renew(world, await approved(world))).toBe('not_enrolled');
  });

  test('is told before it happens: a crash in between tells one too many, never one too few', async () => {
    let isBroken = false;
    const { world, secret, recovery } = await strongApp({
      store: (store) => ({
        ...store,
        transition: (transition) =>
          isBroken && transition.challengeId.startsWith('authenticator:')
            ? Promise.reject(new Error('killed'))
            : store.transition(transition),
      }),
    });
    const challengeId = await approvedWith(world, 60, shown(world, secret));
    isBroken = true;
    expect(await renew(world, challengeId)).toBe('unavailable');
    isBroken = false;
    await world.settle();
    expect(told(world)).toEqual(['email recovery codes', 'sms recovery codes']);
    expect(await world.notifier.verify(await asked(world), right(recovery[0] ?? ''))).toBe('verified');
  });
});
