import { createCases, silentCaseObserver } from '@countersign/engine';
import { type Decision, encodeRecord, exampleRecord } from '@countersign/events';
import { systemRandomness } from '@countersign/runtime';
import { memoryChallengeStore } from '@countersign/testkit';
import { ScureBase32Plugin } from 'otplib';
import { describe, expect, test } from 'vitest';
import {
  accountId,
  appWorld,
  approved,
  asked,
  enrolled,
  forMfa,
  hourMs,
  idAt,
  isNotice,
  reachable,
  right,
  sent,
  shown,
} from './authenticator-world.ts';
import { challenge, contactsRecord, mac, outcomesIn, topics } from './notifier-records.ts';
import { notifierWorld, wrong } from './notifier-world.ts';

describe('enrolling an authenticator app (OTP-20)', () => {
  test('takes a verified challenge for it, a secret that is shown once, and a code of the app', async () => {
    const world = appWorld();
    const challengeId = await approved(world);
    const begun = await world.notifier.beginEnrolment({ accountId, approval: { challengeId }, label: 'mara@example' });
    expect(begun).toMatchObject({
      result: 'begun',
      uri: expect.stringContaining('otpauth://totp/Example%20Shop:mara'),
    });
    if (typeof begun !== 'object') throw new Error(begun);
    expect(await world.notifier.authenticator(accountId)).toBe('none');
    const { enrolmentId, secret } = begun;
    const confirmed = await world.notifier.confirmEnrolment({ accountId, enrolmentId, code: shown(world, secret) });
    expect(confirmed).toMatchObject({ recoveryCodes: { length: 10 } });
    expect(await world.notifier.authenticator(accountId)).toMatchObject({ recoveryCodesLeft: 10 });
  });

  test('on the approval of another act, of another account or on none is refused', async () => {
    const world = appWorld();
    const begin = (challengeId: string, account = accountId) =>
      world.notifier.beginEnrolment({ accountId: account, approval: { challengeId } });
    const code = await sent(world);
    await world.notifier.verify(challenge.id, right(code));
    expect(await begin(challenge.id)).toBe('not_approved');
    expect(await begin(idAt(99))).toBe('not_approved');
    expect(await begin(await approved(world, 2), 'acc-2')).toBe('not_approved');
    await sent(world, { ...forMfa(idAt(3)), session: 'session-3' });
    expect(await begin(idAt(3))).toBe('not_approved');
    expect(await begin(await approved(world, 4, 'mfa_remove'))).toBe('not_approved');
  });

  test('one approval serves once', async () => {
    const world = appWorld();
    const challengeId = await approved(world);
    const begin = () => world.notifier.beginEnrolment({ accountId, approval: { challengeId } });
    expect(await begin()).toMatchObject({ result: 'begun' });
    expect(await begin()).toBe('approval_used');
  });

  test('is approved by a person who released the held change, and then counts as strong at once', async () => {
    const cases = memoryChallengeStore();
    const world = notifierWorld({ ports: { cases } });
    const held = createCases(
      { cases, publisher: { publish: async () => {} }, clock: world.clock, randomness: systemRandomness, mac },
      { topics, observer: silentCaseObserver },
    );
    const hold = async (facts: Decision['facts'], by: 'analyst' | 'deadline' = 'analyst'): Promise<string> => {
      const content = exampleRecord('decision.made', {
        id: `evt-${by}-${JSON.stringify(facts)}`,
        accountId,
        nowMs: world.nowMs(),
      });
      const { challenge: _, ...made } = content.data;
      const data: Decision = { ...made, eventType: 'settings.change_requested', action: 'hold', facts };
      const value = encodeRecord('decision.made', { ...content, data });
      const place = { topic: topics.decisions, partition: 0, offset: 0, timestampMs: world.nowMs(), headers: {} };
      await held.handle([{ ...place, key: Buffer.from(accountId), value }]);
      await held.resolve(data.id, { resolution: 'released', by });
      return data.id;
    };
    const begin = (decisionId: string) => world.notifier.beginEnrolment({ accountId, approval: { decisionId } });
    expect(await begin(await hold({ setting: 'email' }))).toBe('not_approved');
    expect(await begin(await hold({ setting: 'mfa', action: 'remove' }))).toBe('not_approved');
    expect(await begin(await hold({ setting: 'mfa' }, 'deadline'))).toBe('not_approved');
    const decisionId = await hold({ setting: 'mfa', action: 'add' });
    const begun = await begin(decisionId);
    if (typeof begun !== 'object') throw new Error(begun);
    const { enrolmentId, secret } = begun;
    await world.notifier.confirmEnrolment({ accountId, enrolmentId, code: shown(world, secret) });
    expect(await world.notifier.authenticator(accountId)).toMatchObject({ strongFromMs: world.nowMs() });
    expect(await begin(decisionId)).toBe('approval_used');
  });

  test('is told at all contacts, and so is its removal (OTP-38)', async () => {
    const world = appWorld();
    await enrolled(world);
    const approval = { challengeId: await approved(world, 2, 'mfa_remove') };
    expect(await world.notifier.removeAuthenticator({ accountId, approval })).toBe('removed');
    await world.settle();
    const told = world.messages
      .filter(isNotice)
      .map(({ channel, text }) => `${channel} ${/app was \w+/.exec(text)?.[0]}`);
    expect(told).toEqual(['email app was added', 'sms app was added', 'email app was removed', 'sms app was removed']);
  });

  test.each([
    ['an app of three days', 72 * hourMs, 'releases it at once', 'sent'],
    ['an app of yesterday', 24 * hourMs, 'does not', 'undeliverable'],
  ])('%s that approved another phone number %s%s (OTP-31)', async (_, ageMs, __, kind) => {
    const world = appWorld();
    const { secret } = await enrolled(world);
    await world.advance(ageMs);
    const id = await asked(world, 60, { ...forMfa(idAt(60), 'phone'), channels: ['authenticator'] });
    expect(await world.notifier.verify(id, right(shown(world, secret)))).toBe('verified');
    const phone = { value: '+436649876543', changeApprovedBy: id };
    const record = { ...contactsRecord({ ...reachable, phone }, 9), timestampMs: world.nowMs() };
    await world.notifier.handle([record]);
    await world.notifier.noteBounce('sms', reachable.phone.value, 'bounced');
    await asked(world, 61, { channels: ['sms'] });
    await world.settle();
    expect(outcomesIn(world.published).findLast(({ challengeId }) => challengeId === idAt(61))).toMatchObject({ kind });
  });

  test('that is abandoned expires, and five wrong codes end it', async () => {
    const world = appWorld();
    const begin = async (number: number) => {
      const approval = { challengeId: await approved(world, number) };
      const begun = await world.notifier.beginEnrolment({ accountId, approval });
      if (typeof begun !== 'object') throw new Error(begun);
      return begun;
    };
    const confirm = (begun: { enrolmentId: string; secret: string }, code = shown(world, begun.secret)) =>
      world.notifier.confirmEnrolment({ accountId, enrolmentId: begun.enrolmentId, code });
    const first = await begin(1);
    for (let tries = 0; tries < 5; tries += 1) {
      expect(await confirm(first, wrong(shown(world, first.secret)))).toBe('rejected');
    }
    expect(await confirm(first)).toBe('rejected');
    const second = await begin(2);
    await world.advance(600_000);
    expect(await confirm(second)).toBe('rejected');
    expect(await world.notifier.authenticator(accountId)).toBe('none');
  });

  test('is undone by an approval of its own, and then nothing of it verifies', async () => {
    const world = appWorld();
    const { secret } = await enrolled(world);
    const remove = (challengeId: string) =>
      world.notifier.removeAuthenticator({ accountId, approval: { challengeId } });
    expect(await remove(await approved(world, 2))).toBe('not_approved');
    const id = await asked(world);
    expect(await remove(await approved(world, 3, 'mfa_remove'))).toBe('removed');
    expect(await world.notifier.verify(id, right(shown(world, secret)))).toBe('rejected');
    expect(await world.notifier.authenticator(accountId)).toBe('none');
  });

  test('leaves nothing in clear: not in the store, a message or the log (SEC-06)', async () => {
    const world = appWorld();
    const { secret, recovery } = await enrolled(world);
    const id = await asked(world);
    await world.notifier.verify(id, right(shown(world, secret)));
    await world.settle();
    const kept = Buffer.concat([...world.store.challenges.values()].map(({ state }) => Buffer.from(state)));
    expect(kept.includes(Buffer.from(new ScureBase32Plugin().decode(secret)))).toBe(false);
    const told = Buffer.from(JSON.stringify([world.messages, world.published.map(({ value }) => value?.toString())]));
    for (const planted of [secret, ...recovery, recovery[0]!.replaceAll('-', '')]) {
      expect(kept.includes(planted)).toBe(false);
      expect(told.includes(planted)).toBe(false);
    }
  });
});
