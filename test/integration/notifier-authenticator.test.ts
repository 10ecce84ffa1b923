import { type Message, createCases, silentCaseObserver } from '@countersign/engine';
import { type Challenge, type Decision, encodeRecord, exampleRecord } from '@countersign/events';
import { systemRandomness } from '@countersign/runtime';
import { memoryChallengeStore } from '@countersign/testkit';
import { ScureBase32Plugin, generateSync } from 'otplib';
import { describe, expect, test } from 'vitest';
import {
  binding,
  challenge,
  challengeRecord,
  codeIn,
  contactsOf,
  contactsRecord,
  mac,
  outcomesIn,
  tombstone,
  topics,
} from './notifier-records.ts';
import { type NotifierWorld, type WorldOptions, notifierWorld, wrong } from './notifier-world.ts';

const hourMs = 3_600_000;
const accountId = 'acc-1';
const right = (code: string) => ({ code, bindingDigest: binding });
const idAt = (number: number): string => challenge.id.replace(/^.{8}/, String(number).padStart(8, '0'));

/** A world that sends SMS too: e-mail alone never approves another second factor (OTP-39). */
const appWorld = (options: WorldOptions = {}): NotifierWorld =>
  notifierWorld({ senders: (provider) => ({ sms: provider, email: provider }), ...options });

const reachable = { ...contactsOf(accountId), phone: { value: '+436641234567' } };

/** Claims, sends and publishes, to a customer with mail and phone; resolves with the code. */
async function sent(world: NotifierWorld, given: Partial<Challenge> = {}): Promise<string> {
  await world.notifier.handle([contactsRecord(reachable), challengeRecord(given)]);
  await world.settle();
  return codeIn(world.messages.at(-1));
}

/** A challenge for a change of the second factor. */
const forMfa = (id: string, setting = 'mfa'): Partial<Challenge> => ({
  id,
  purpose: 'settings_change',
  channels: ['sms'],
  act: { eventType: 'settings.change_requested', setting },
});

/** What the app shows for a secret, at the world's time plus `offMs`. */
const shown = (world: NotifierWorld, secret: string, offMs = 0): string =>
  generateSync({ secret, epoch: Math.floor((world.nowMs() + offMs) / 1000) });

/** Dates of a challenge that begins now. */
const startingNow = (world: NotifierWorld): Partial<Challenge> => ({
  createdAt: new Date(world.nowMs()).toISOString(),
  expiresAt: new Date(world.nowMs() + 600_000).toISOString(),
});

/** Approves a change with a code by SMS; resolves with the challenge's id. */
async function approved(world: NotifierWorld, number = 1, setting = 'mfa'): Promise<string> {
  const id = idAt(number);
  const code = await sent(world, { ...forMfa(id, setting), ...startingNow(world), session: `session-${number}` });
  expect(await world.notifier.verify(id, right(code))).toBe('verified');
  return id;
}

const isNotice = ({ id }: Message): boolean => id.endsWith('.notice');
const codes = (world: NotifierWorld): readonly Message[] => world.messages.filter((one) => !isNotice(one));

interface Enrolled {
  readonly secret: string;
  readonly recovery: readonly string[];
}

async function enrolled(world: NotifierWorld, number = 1): Promise<Enrolled> {
  const challengeId = await approved(world, number);
  const begun = await world.notifier.beginEnrolment({ accountId, approval: { challengeId } });
  if (typeof begun !== 'object') throw new Error(begun);
  const { enrolmentId, secret } = begun;
  const confirmed = await world.notifier.confirmEnrolment({ accountId, enrolmentId, code: shown(world, secret) });
  if (typeof confirmed !== 'object') throw new Error(confirmed);
  await world.advance(60_000);
  return { secret, recovery: confirmed.recoveryCodes };
}

/** A challenge that the app may answer; resolves with its id. */
async function asked(world: NotifierWorld, number = 50, given: Partial<Challenge> = {}): Promise<string> {
  const id = idAt(number);
  const more = { channels: ['authenticator', 'email'], ...startingNow(world), session: `session-${number}`, ...given };
  await world.notifier.handle([challengeRecord({ id, ...(more as Partial<Challenge>) })]);
  await world.settle();
  return id;
}

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

  test('is told at every contact, and so is its removal (OTP-20)', async () => {
    const world = appWorld();
    await enrolled(world);
    await world.settle();
    const told = (): readonly string[] => world.messages.map(({ text }) => text);
    const added = told().filter((text) => text.includes('authenticator'));
    expect(added.length).toBeGreaterThan(0);
    await world.notifier.removeAuthenticator({
      accountId,
      approval: { challengeId: await approved(world, 3, 'mfa_remove') },
    });
    await world.settle();
    expect(told().filter((text) => text.includes('authenticator')).length).toBeGreaterThan(added.length);
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

describe('verifying with an authenticator app (OTP-20)', () => {
  test('sends no message, verifies once, and says how strong it was', async () => {
    const world = appWorld();
    const { secret } = await enrolled(world);
    await world.advance(72 * hourMs);
    const before = world.messages.length;
    const id = await asked(world);
    expect(world.messages).toHaveLength(before);
    expect(await world.notifier.status(id)).toMatchObject({ channel: 'authenticator', digits: 6 });
    const code = shown(world, secret);
    expect(await world.notifier.verify(id, right(code))).toBe('verified');
    expect(await world.notifier.verify(id, right(code))).toBe('rejected');
    await world.settle();
    expect(outcomesIn(world.published).slice(-2)).toMatchObject([
      { kind: 'sent', channel: 'authenticator', strength: 'strong' },
      { kind: 'verified', channel: 'authenticator', strength: 'strong' },
    ]);
  });

  test('a code that opened one challenge opens no other, nor does an older one', async () => {
    const world = appWorld();
    const { secret } = await enrolled(world);
    const [first, second] = [await asked(world, 50), await asked(world, 51)];
    const code = shown(world, secret);
    expect(await world.notifier.verify(first, right(code))).toBe('verified');
    expect(await world.notifier.verify(second, right(code))).toBe('rejected');
    expect(await world.notifier.verify(second, right(shown(world, secret, -30_000)))).toBe('rejected');
    expect(await world.notifier.verify(second, right(shown(world, secret, 30_000)))).toBe('verified');
  });

  test('of many simultaneous right submissions, to two challenges, exactly one wins', async () => {
    const world = appWorld();
    const { secret } = await enrolled(world);
    const ids = [await asked(world, 50), await asked(world, 51)];
    const copies = [world.notifier, world.another(), world.another()];
    const code = shown(world, secret);
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, at) => (copies[at % 3] ?? world.notifier).verify(ids[at % 2] ?? '', right(code))),
    );
    expect(answers.filter((answer) => answer === 'verified')).toHaveLength(1);
  });

  test('a right code on a dead challenge is not used up', async () => {
    const world = appWorld();
    const { secret } = await enrolled(world);
    const dead = await asked(world, 50);
    for (let tries = 0; tries < 5; tries += 1) await world.notifier.verify(dead, right(wrong(shown(world, secret))));
    expect(await world.notifier.verify(dead, right(shown(world, secret)))).toBe('rejected');
    expect(await world.notifier.verify(await asked(world, 51), right(shown(world, secret)))).toBe('verified');
  });

  test('a crash between spending the code and the challenge’s step costs the customer nothing', async () => {
    let isBroken = false;
    const world = appWorld({
      store: (store) => ({
        ...store,
        transition: (transition) =>
          isBroken && transition.challengeId === idAt(50) && transition.expectedVersion < 1_000
            ? Promise.reject(new Error('killed'))
            : store.transition(transition),
      }),
    });
    const { secret } = await enrolled(world);
    const id = await asked(world);
    const code = shown(world, secret);
    isBroken = true;
    expect(await world.notifier.verify(id, right(code))).toBe('unavailable');
    isBroken = false;
    expect(await world.notifier.verify(id, right(code))).toBe('verified');
  });

  test('another way sends an e-mail instead, and its code is the only one then', async () => {
    const world = appWorld();
    const { secret } = await enrolled(world);
    const id = await asked(world);
    expect(await world.notifier.resend(id, { channel: 'email' })).toBe('sent');
    await world.settle();
    expect(await world.notifier.verify(id, right(shown(world, secret)))).toBe('rejected');
    expect(await world.notifier.verify(id, right(codeIn(world.messages.at(-1))))).toBe('verified');
  });

  test('another way for a customer whom nothing else reaches asks the app again', async () => {
    const world = appWorld();
    const { secret } = await enrolled(world);
    await world.notifier.handle([tombstone(accountId, 9)]);
    const id = await asked(world);
    expect(await world.notifier.resend(id, { channel: 'email' })).toBe('sent');
    await world.settle();
    expect(await world.notifier.verify(id, right(shown(world, secret)))).toBe('verified');
  });

  test('a recovery code opens one challenge, as a weaker proof, and is gone', async () => {
    const world = appWorld();
    const { recovery } = await enrolled(world);
    await world.advance(72 * hourMs);
    expect(await world.notifier.verify(await asked(world, 50), right(recovery[0]!))).toBe('verified');
    expect(await world.notifier.verify(await asked(world, 51), right(recovery[0]!))).toBe('rejected');
    expect(await world.notifier.authenticator(accountId)).toMatchObject({ recoveryCodesLeft: 9 });
    await world.settle();
    expect(
      outcomesIn(world.published).find(({ kind, challengeId }) => kind === 'verified' && challengeId === idAt(50)),
    ).toMatchObject({ channel: 'authenticator', strength: 'medium' });
  });

  test('of an account without one, or where the policy forbids it, a message is sent', async () => {
    const world = appWorld();
    await world.notifier.handle([contactsRecord(reachable)]);
    await asked(world, 50);
    expect(codes(world)).toHaveLength(1);
    await enrolled(world, 2);
    const before = codes(world).length;
    await asked(world, 51, { channels: ['email'] });
    expect(codes(world)).toHaveLength(before + 1);
  });

  test('after ten failures two codes in a row are asked for (OTP-12)', async () => {
    const world = appWorld();
    const { secret } = await enrolled(world);
    for (const number of [50, 51]) {
      const id = await asked(world, number);
      for (let tries = 0; tries < 5; tries += 1) await world.notifier.verify(id, right('000000'));
      await world.advance(2 * hourMs);
    }
    const id = await asked(world, 52);
    expect(await world.notifier.status(id)).toMatchObject({ digits: 12 });
    expect(await world.notifier.verify(id, right(shown(world, secret)))).toBe('rejected');
    await world.advance(60_000); // Whoever failed eleven times waits for a minute (OTP-11).
    const pair = shown(world, secret) + shown(world, secret, 30_000);
    expect(await world.notifier.verify(id, right(pair))).toBe('verified');
  });

  test('a hundred failures in a row switch codes by message off for strangers, and leave her the app (OTP-12)', async () => {
    const world = appWorld();
    const { secret } = await enrolled(world);
    for (let number = 0; number < 20; number += 1) {
      const id = await asked(world, 100 + number, { channels: ['email'] });
      for (let tries = 0; tries < 5; tries += 1) {
        const client = { deviceId: `guesser-${number}-${tries}` }; // Or he would have to wait (OTP-11).
        await world.notifier.verify(id, { ...right('000000'), client });
      }
      await world.advance(12 * hourMs);
    }
    const before = codes(world).length;
    const byMail = await asked(world, 200, { channels: ['email'] });
    expect([await world.notifier.status(byMail), codes(world).length]).toEqual(['closed', before]);
    const byApp = await asked(world, 201);
    expect(await world.notifier.status(byApp)).toMatchObject({ channel: 'authenticator', digits: 12 });
    expect(await world.notifier.resend(byApp, { channel: 'email' })).toBe('rejected');
    const pair = shown(world, secret) + shown(world, secret, 30_000);
    expect(await world.notifier.verify(byApp, right(pair))).toBe('verified');
  });

  test('everybody who is wrong is answered for the same work, with an authenticator or without (OTP-05)', async () => {
    const loads: string[] = [];
    const world = appWorld({
      store: (store) => ({
        ...store,
        load(id) {
          loads.push(id.split(':')[0]!.length > 20 ? 'challenge' : id.split(':')[0]!);
          return store.load(id);
        },
      }),
    });
    const { secret } = await enrolled(world);
    const open = await asked(world, 50);
    const used = await asked(world, 51);
    await world.notifier.verify(used, right(shown(world, secret)));
    const byMail = await asked(world, 52, { channels: ['email'] });
    const workFor = async (id: string, code = '000000'): Promise<string> => {
      loads.length = 0;
      expect(await world.notifier.verify(id, right(code))).toBe('rejected');
      return loads.join(' ');
    };
    const works = [
      await workFor(open),
      await workFor(used),
      await workFor(used, shown(world, secret)),
      await workFor(byMail),
      await workFor(idAt(99)),
    ];
    expect(new Set(works)).toEqual(new Set(['challenge tries authenticator challenge tries']));
  });
});
