import type { ChallengeStore, ContactStore } from '@countersign/engine';
import type { Challenge } from '@countersign/events';
import { describeWithService, redisService } from '@countersign/testkit';
import { generateSync } from 'otplib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openEmbedded } from '@countersign/embedded';
import { temporaryFolder, wallClock } from './embedded-fixture.ts';
import { challengeRecord } from './notifier-records.ts';
import { openFresh, patient } from './redis-fixture.ts';
import { type ServedNotifier, servedNotifier } from './served-notifier.ts';

interface OpenStores {
  readonly challenges: ChallengeStore;
  readonly contacts: ContactStore;
  close(): Promise<void>;
}

const forMfa: Partial<Challenge> = {
  purpose: 'settings_change',
  channels: ['sms'],
  act: { eventType: 'settings.change_requested', setting: 'mfa' },
};
const accountId = 'Mara/7';
/** What an app shows; `aheadMs` lets a test go on to the next code without waiting for it. */
const shown = (secret: string, aheadMs = 0): string =>
  generateSync({ secret, epoch: Math.floor((Date.now() + aheadMs) / 1000) });
const inAnHour = 3_600_000;

/** The whole life of an authenticator over HTTP, on a store. */
function authenticatorLife(name: string, open: () => OpenStores): void {
  describe(`an authenticator app over HTTP, on ${name} (OTP-20)`, () => {
    let stores: OpenStores;
    let served: ServedNotifier;
    beforeEach(async () => {
      stores = open();
      served = await servedNotifier({ ...stores, clock: wallClock });
    });
    afterEach(async () => {
      await served.close();
      await stores.close();
    });

    const body = async (path: string, given: object): Promise<{ status: number; body: Record<string, unknown> }> => {
      const { status, body: told } = await served.post(`/v1/authenticators/${path}`, given);
      return { status, body: told as Record<string, unknown> };
    };
    const approve = async (given: Partial<Challenge> = forMfa): Promise<string> => {
      const [sent] = await served.send([{ accountId, ...given }]);
      expect(await served.verify(sent!.id, sent!.code)).toBe(200);
      return sent!.id;
    };
    const enrol = async (): Promise<{ secret: string; recovery: readonly string[] }> => {
      const begun = await body('begin', { accountId, challengeId: await approve(), label: 'mara' });
      const { enrolmentId, secret } = begun.body as { enrolmentId: string; secret: string };
      const confirmed = await body('confirm', { accountId, enrolmentId, code: shown(secret, -30_000) });
      expect(confirmed.status).toBe(200);
      return { secret, recovery: confirmed.body['recoveryCodes'] as string[] };
    };
    const ask = async (number: number): Promise<string> => {
      const id = `0b6f4a52-3f0e-8a5d-9c41-${String(number).padStart(12, '0')}`;
      const now = Date.now();
      const times = { createdAt: new Date(now).toISOString(), expiresAt: new Date(now + 600_000).toISOString() };
      const more = { accountId, session: `s${number}`, channels: ['authenticator', 'email'], ...times };
      await served.notifier.handle([challengeRecord({ id, ...(more as Partial<Challenge>) })]);
      while ((await served.notifier.driveDue()) > 0);
      return id;
    };

    test('is enrolled with a QR code, verifies, and its recovery codes work once', async () => {
      const challengeId = await approve();
      const begun = await body('begin', { accountId, challengeId, label: 'mara' });
      expect(begun).toMatchObject({
        status: 200,
        body: {
          result: 'begun',
          uri: expect.stringMatching(
            /^otpauth:\/\/totp\/Example%20Shop:mara\?secret=[A-Z2-7]{32}&issuer=Example%20Shop/,
          ),
          qrCode: expect.stringMatching(/^<svg /),
        },
      });
      expect(await body('begin', { accountId, challengeId })).toMatchObject({
        status: 422,
        body: { result: 'approval_used' },
      });
      const { enrolmentId, secret } = begun.body as { enrolmentId: string; secret: string };
      const confirm = (code: string) => body('confirm', { accountId, enrolmentId, code });
      expect(await confirm('000000')).toEqual({ status: 422, body: { result: 'rejected' } });
      const confirmed = await confirm(shown(secret, -30_000));
      expect(confirmed.body).toMatchObject({ result: 'enrolled', recoveryCodes: { length: 10 } });
      const [first = ''] = confirmed.body['recoveryCodes'] as string[];

      expect(await served.verify(await ask(1), shown(secret))).toBe(200);
      expect(await served.verify(await ask(2), first)).toBe(200);
      expect(await served.verify(await ask(3), first)).toBe(422);
      const told = (await served.outcomes()).filter(({ kind }) => kind === 'verified').slice(-2);
      expect(told).toMatchObject([{ channel: 'authenticator' }, { channel: 'authenticator', strength: 'medium' }]);
    });

    test('of two hundred simultaneous right submissions to three challenges exactly one wins', async () => {
      const { secret } = await enrol();
      const ids = [await ask(1), await ask(2), await ask(3)];
      const code = shown(secret);
      const answers = await Promise.all(Array.from({ length: 200 }, (_, at) => served.verify(ids[at % 3]!, code)));
      expect(answers.filter((status) => status === 200)).toHaveLength(1);
    });

    test('a recovery code presented many times at once is used once', async () => {
      const { recovery } = await enrol();
      const ids = [await ask(1), await ask(2)];
      const answers = await Promise.all(
        Array.from({ length: 40 }, (_, at) => served.verify(ids[at % 2]!, recovery[4]!)),
      );
      expect(answers.filter((status) => status === 200)).toHaveLength(1);
    });

    test('is not to be had on another act’s approval, nor without one; asking for both is asking for none', async () => {
      const purchase = await approve({});
      expect(await body('begin', { accountId, challengeId: purchase })).toMatchObject({ status: 422 });
      expect((await body('begin', { accountId })).status).toBe(400);
      expect((await body('begin', { accountId, challengeId: purchase, decisionId: purchase })).status).toBe(400);
      expect((await body('remove', { accountId, challengeId: await approve() })).body).toEqual({
        result: 'not_approved',
      });
      expect((await body('status', { accountId })).status).toBe(403);
    });

    test('is kept for as long as the account is there', async () => {
      const { secret } = await enrol();
      await stores.challenges.takeDue(Date.now() + 365 * 24 * inAnHour, 1, 1);
      expect(await served.verify(await ask(1), shown(secret))).toBe(200);
    });
  });
}

authenticatorLife('one folder', () => {
  const folder = temporaryFolder();
  const embedded = openEmbedded(folder.path, { clock: wallClock });
  return {
    challenges: embedded.challenges,
    contacts: embedded.contacts,
    async close() {
      await embedded.close();
      folder.remove();
    },
  };
});

await describeWithService('redis', 'an authenticator app on Redis', redisService, (redis) => {
  authenticatorLife('Redis', () => {
    const { challenges, contacts, close } = openFresh([redis.url], patient);
    return { challenges, contacts, close };
  });
});
