import { openEmbedded } from '@countersign/embedded';
import { createPseudonyms, hasValidSignature } from '@countersign/engine';
import { decodeRecord } from '@countersign/events';
import { systemClock } from '@countersign/runtime';
import { memoryChallengeStore, memoryContactStore } from '@countersign/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from './embedded-fixture.ts';
import {
  binding,
  challenge,
  challengeRecord,
  contactsOf,
  contactsRecord,
  mac,
  outcomesIn,
} from './notifier-records.ts';
import { notifierWorld, sentCode, wrong } from './notifier-world.ts';
import { type SentChallenge, type ServedNotifier, servedNotifier } from './served-notifier.ts';

const second = 1_000;

describe('bad input of challenges, over HTTP and on a store that lasts', () => {
  let served: ServedNotifier;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const folder = temporaryFolder();
    const embedded = openEmbedded(folder.path, { clock: systemClock });
    served = await servedNotifier(embedded);
    close = async () => {
      await served.close();
      await embedded.close();
      folder.remove();
    };
  });
  afterAll(() => close());

  const sent = async (): Promise<SentChallenge> => {
    const [one] = await served.send([{}]);
    return one ?? expect.unreachable();
  };
  const verify = (id: string, code: unknown, bindingDigest: unknown = binding) =>
    served.post(`/v1/challenges/${id}/verify`, { code, bindingDigest });
  const fullWidth = (code: string): string =>
    code.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)));

  test.each([
    ['a code with spaces', (code: string) => ` ${code.slice(0, 3)} ${code.slice(3)}\t`],
    ['a code with a hyphen', (code: string) => `${code.slice(0, 3)}-${code.slice(3)}`],
    ['a code in full-width digits', fullWidth],
  ])('%s is that code', async (_, written) => {
    const { id, code } = await sent();
    expect(await verify(id, written(code))).toEqual({ status: 200, body: { result: 'verified' } });
  });

  test.each([
    ['letters', 'abcdef'],
    ['a letter among digits', '12345O'],
    ['10 kB of digits', '1'.repeat(10_240)],
    ['nothing', ''],
    ['a number', 123_456],
    ['null', null],
    ['digits of another script', '١٢٣٤٥٦'],
    ['a code with a zero byte', '123456\u0000'],
  ])('%s instead of a code: one sentence, no try is lost', async (_, code) => {
    const one = await sent();
    for (let tries = 0; tries < 6; tries += 1) {
      const { status, body } = await verify(one.id, code);
      expect([status, body]).toEqual([
        400,
        { error: expect.stringContaining('"code" must be a text of 6 to 12 digits') },
      ]);
    }
    expect(await served.verify(one.id, one.code)).toBe(200);
  });

  test('17 kB instead of a request: refused before it is read, no try is lost', async () => {
    const one = await sent();
    expect((await verify(one.id, '1'.repeat(17_000))).status).toBe(413);
    expect(await served.verify(one.id, one.code)).toBe(200);
  });

  test('a challenge id of another account: her code opens nothing there', async () => {
    const [hers, his] = [await sent(), await sent()];
    expect(await served.verify(his.id, hers.code)).toBe(422);
    expect(await served.verify(hers.id, hers.code)).toBe(200);
  });

  test('verification twice at once: one of them', async () => {
    const one = await sent();
    const answers = await Promise.all([served.verify(one.id, one.code), served.verify(one.id, one.code)]);
    expect(answers.toSorted((a, b) => a - b)).toEqual([200, 422]);
  });

  test('two purchases, one code: only the named one completes', async () => {
    const accountId = 'account-with-two-purchases';
    const [first, other] = await served.send([
      { accountId, bindingDigest: `${binding}-of-the-first`, device: 'd-1' },
      { accountId, bindingDigest: `${binding}-of-the-second`, device: 'd-2' },
    ]);
    if (first === undefined || other === undefined) return expect.unreachable();
    expect(await served.verify(other.id, first.code, other.bindingDigest)).toBe(422);
    expect(await served.verify(first.id, first.code, first.bindingDigest)).toBe(200);
    expect(await served.verify(other.id, other.code, other.bindingDigest)).toBe(200);
    const verified = (await served.outcomes()).filter(
      ({ kind, accountId: of }) => kind === 'verified' && of === accountId,
    );
    expect(verified.map(({ challengeId }) => challengeId)).toEqual([first.id, other.id]);
  });
});

describe('bad input of challenges, at the edges of time', () => {
  const right = (code: string) => ({ code, bindingDigest: binding });

  test('a changed amount after the code was sent: the code is dead (OTP-32)', async () => {
    const world = notifierWorld();
    const code = await sentCode(world);
    const changed = { code, bindingDigest: 'the-digest-of-another-amount' };
    expect(await world.notifier.verify(challenge.id, changed)).toBe('rejected');
    expect(await world.notifier.verify(challenge.id, right(code))).toBe('rejected');
    await world.settle();
    expect(outcomesIn(world.published).at(-1)).toMatchObject({ kind: 'failed', reason: 'binding_changed' });
  });

  test.each([
    ['a millisecond before the end', 599_999, 'verified'],
    ['at the end', 600_000, 'rejected'],
    ['a millisecond after the end', 600_001, 'rejected'],
  ])('verification %s: %s', async (_, afterMs, answer) => {
    const world = notifierWorld();
    const code = await sentCode(world);
    await world.advance(afterMs);
    expect(await world.notifier.verify(challenge.id, right(code))).toBe(answer);
  });

  test('verification before "sent": a code that nobody began to send can only be guessed; one under way is its customer’s', async () => {
    const world = notifierWorld();
    await world.notifier.handle([contactsRecord(contactsOf('acc-1')), challengeRecord()]);
    const twin = notifierWorld();
    const code = await sentCode(twin); // The same seed draws the same nonce: so this is the code that is not sent yet.
    expect(await world.notifier.verify(challenge.id, right(code))).toBe('rejected');
    const slow = notifierWorld();
    slow.answers.push('never answers');
    await slow.notifier.handle([contactsRecord(contactsOf('acc-1')), challengeRecord()]);
    void slow.notifier.driveDue();
    await slow.advance(0);
    expect(slow.messages).toHaveLength(1);
    expect(await slow.notifier.verify(challenge.id, right(code))).toBe('verified');
    await slow.notifier.sweepOutbox();
    expect(outcomesIn(slow.published).map(({ kind }) => kind)).toEqual(['sent', 'verified']);
  });

  test('clock skew between copies: one that is behind grants nothing after the other ended it, one that is ahead ends early', async () => {
    const store = memoryChallengeStore();
    const contacts = memoryContactStore();
    const at = (skewMs: number) =>
      notifierWorld({ store: () => store, ports: { contacts, clock: { ...clockOf(skewMs) } } });
    const skewed = { nowMs: Date.parse(challenge.createdAt) };
    function clockOf(skewMs: number) {
      return { now: () => (skewed.nowMs + skewMs) as never, after: () => () => {} };
    }
    const [ahead, behind] = [at(20 * second), at(-20 * second)];
    const code = await sentCode(behind);
    skewed.nowMs += 590 * second;
    expect(await ahead.notifier.verify(challenge.id, right(code))).toBe('rejected');
    await ahead.notifier.driveDue();
    expect(await behind.notifier.verify(challenge.id, right(code))).toBe('rejected');
    expect(await behind.notifier.status(challenge.id)).toBe('closed');
    await ahead.notifier.sweepOutbox();
    await behind.notifier.sweepOutbox();
    const kinds = [...ahead.published, ...behind.published];
    expect(outcomesIn(kinds).filter(({ kind }) => kind === 'verified' || kind === 'expired')).toHaveLength(1);
  });

  test('clock skew between copies: a code is never good for longer than ten minutes of the clock that claimed it', async () => {
    const world = notifierWorld();
    const inTheFuture = { createdAt: '2026-03-01T09:40:00Z', expiresAt: '2026-03-01T09:50:00Z' };
    const code = await sentCode(world, inTheFuture);
    await world.advance(600 * second);
    expect(await world.notifier.verify(challenge.id, right(code))).toBe('rejected');
  });

  test('a forged outcome: signed with no key or another one, it is not believed (DEL-17)', async () => {
    const world = notifierWorld();
    const code = await sentCode(world);
    await world.notifier.verify(challenge.id, right(code));
    await world.settle();
    const genuine = world.published.at(-1);
    const read = decodeRecord('challenge.outcome', genuine?.value ?? null);
    if (genuine === undefined || !read.ok) return expect.unreachable();
    const isBelieved = (record: typeof genuine): boolean =>
      hasValidSignature({ value: record.value, headers: record.headers ?? {} }, read.record, mac);
    expect(isBelieved(genuine)).toBe(true);
    expect(isBelieved({ ...genuine, headers: {} })).toBe(false);
    const altered = Buffer.from(
      Buffer.from(genuine.value ?? [])
        .toString()
        .replace('"sent"', '"verified"')
        .replace('acc-1', 'acc-2'),
    );
    expect(isBelieved({ ...genuine, value: altered })).toBe(false);
  });

  test('a customer without any contact: undeliverable, told upstream, never a silent allow', async () => {
    const world = notifierWorld();
    await world.notifier.handle([challengeRecord()]);
    for (let at = 0; at < 12; at += 1) {
      await world.settle();
      await world.advance(second);
    }
    expect(outcomesIn(world.published)).toMatchObject([{ kind: 'undeliverable', reason: 'no_contact' }]);
    expect(await world.notifier.verify(challenge.id, right('123456'))).toBe('rejected');
  });

  test('wrong codes in every form end the challenge at the fifth, and the right one comes too late', async () => {
    const world = notifierWorld();
    const code = await sentCode(world);
    for (let tries = 0; tries < 5; tries += 1) {
      expect(await world.notifier.verify(challenge.id, right(wrong(code)))).toBe('rejected');
    }
    expect(await world.notifier.verify(challenge.id, right(code))).toBe('rejected');
    const source = createPseudonyms(mac)('account', 'acc-1');
    expect([...world.store.challenges.keys()]).toContain(`tries:${source}:${challenge.device}`);
  });
});
