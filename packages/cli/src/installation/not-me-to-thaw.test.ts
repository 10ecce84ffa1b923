import { createHmac, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  findDecision,
  type Message,
  silentCaseObserver,
  silentNotifierObserver,
  silentObserver,
} from '@countersign/engine';
import { type Decision, type EventType, encodeRecord, exampleEvent } from '@countersign/events';
import { notifierHttp } from '@countersign/notifier';
import { apiKeys, createApiKey, createLog, systemClock, systemRandomness } from '@countersign/runtime';
import { expect, it, vi } from 'vitest';
import { upConfiguration } from '../commands/up-configuration.ts';
import { openInstallation } from './embedded-installation.ts';

const accountId = 'mara';
const publicUrl = 'https://shop.example';
const log = createLog({ level: 'error', service: 'test' });
const home = { ip: '192.0.2.1', deviceId: 'her-laptop', sessionId: 'hers', channel: 'web' };
const stranger = { ip: '203.0.113.7', deviceId: 'his-phone', sessionId: 'his', channel: 'web' };
const patient = { timeout: 20_000, interval: 20 };

/** Everything embedded, with its HTTP interface, and a mailbox in memory. */
async function shop() {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-thaw-'));
  const mailbox: Message[] = [];
  const installation = await openInstallation({
    config: upConfiguration({
      COUNTERSIGN_FOLDER: folder,
      COUNTERSIGN_PARTITIONS: '1',
      COUNTERSIGN_PUBLIC_URL: publicUrl,
    }),
    clock: systemClock,
    logClock: systemClock,
    retentionClock: systemClock,
    log,
    senders: { email: { send: (message) => (mailbox.push(message), Promise.resolve({ ok: true })) } },
    scorerObserver: silentObserver,
    notifierObserver: silentNotifierObserver,
    caseObserver: silentCaseObserver,
  });
  const { embedded, topics, notifier, cases } = installation;
  const { key, entry } = createApiKey(systemRandomness, ['verify']);
  const http = notifierHttp({
    useCases: notifier,
    cases,
    labelling: async () => ({ result: 'unknown_event' }),
    brand: 'Example Shop',
    supportContact: 'support@example.com',
    apiKeys: apiKeys([entry]),
    log,
    version: '1.0.0',
  });
  const publish = (topic: string, value: Uint8Array) =>
    embedded.publisher.publish([{ topic, key: Buffer.from(accountId), value }]);
  /** An act as upstream publishes it; resolves with its decision. */
  const act = async (type: EventType, data: object, context: object = home): Promise<Decision> => {
    const id = randomUUID();
    const event = exampleEvent(type, { nowMs: Date.now(), id, accountId });
    const made = { ...event, data: { ...(event.data as object), ...data, context } };
    await publish(topics.events, Buffer.from(JSON.stringify(made)));
    return vi.waitFor(async () => {
      const found = await findDecision(embedded.reader, topics.decisions, id);
      expect(found).toBeDefined();
      return found as Decision;
    }, patient);
  };
  const post = async (url: string, payload: object) => {
    const response = await http.inject({ method: 'POST', url, headers: { authorization: `Bearer ${key}` }, payload });
    return { status: response.statusCode, body: response.json<Record<string, unknown>>() };
  };
  const contacts = { accountId, email: { value: 'mara@example.com', verifiedAt: '2024-01-01T00:00:00Z' } };
  const time = new Date().toISOString();
  await publish(
    topics.contacts,
    encodeRecord('contacts.changed', { id: 'c1', source: 'shop', subject: accountId, time, data: contacts }),
  );
  return {
    notifier,
    cases,
    http,
    mailbox,
    act,
    post,
    async close() {
      await http.close();
      await installation.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

type Shop = Awaited<ReturnType<typeof shop>>;

/** What an app of anybody's make shows (RFC 6238), `aheadMs` from now. */
function appShows(secret: string, aheadMs = 0): string {
  const bits = Array.from(secret, (letter) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'),
  ).join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor((Date.now() + aheadMs) / 30_000)));
  const digest = createHmac('sha1', key).update(counter).digest();
  const at = (digest.at(-1) ?? 0) & 15;
  return String((digest.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** She wants an authenticator; a person looks, releases, and she scans. */
async function enrolled({ act, cases, post }: Shop): Promise<string> {
  // E-mail alone never approves a second factor, and she has nothing else: so a person is asked (OTP-39).
  const held = await act('settings.change_requested', { setting: 'mfa', action: 'add' }, home);
  await vi.waitFor(async () => {
    const ended = await cases.resolve(held.id, { resolution: 'released', by: 'analyst' });
    expect(ended.result).not.toBe('unknown');
  }, patient);
  const begun = await post('/v1/authenticators/begin', { accountId, decisionId: held.id });
  const { enrolmentId, secret } = begun.body as { enrolmentId: string; secret: string };
  const confirm = { accountId, enrolmentId, code: appShows(secret, -30_000) };
  expect((await post('/v1/authenticators/confirm', confirm)).status).toBe(200);
  return secret;
}

/** What came by mail with a code, not to tell her something. */
const codeMails = ({ mailbox }: Shop): readonly Message[] => mailbox.filter(({ text }) => text.includes('Your code:'));

/** Waits until the page would ask for a code by `channel`. */
const asked = ({ notifier }: Shop, { challenge }: Decision, channel: string) =>
  vi.waitFor(async () => expect(await notifier.status(challenge?.id ?? '')).toMatchObject({ channel }), patient);

it('code, link, report, freeze; and the owner thaws with her authenticator, or support does (OTP-34)', async () => {
  const world = await shop();
  try {
    const secret = await enrolled(world);
    const thief = await world.act('gift_card.redemption_requested', {}, stranger);
    expect(thief.action).toBe('challenge');
    await asked(world, thief, 'authenticator');
    expect(codeMails(world)).toEqual([]);

    // He has no phone of hers: "try another way" writes to her, and her mail names the link.
    await world.post(`/v1/challenges/${thief.challenge?.id}/resend`, { channel: 'email' });
    await asked(world, thief, 'email');
    const link = /^https:\/\/shop\.example(\/not-me\/\S+)$/m.exec(codeMails(world)[0]?.text ?? '')?.[1] ?? '';
    expect((await world.http.inject({ method: 'GET', url: link })).statusCode).toBe(200);
    expect(await world.notifier.status(thief.challenge?.id ?? '')).toMatchObject({ status: 'open' });
    const pressed = await world.http.inject({ method: 'POST', url: link });
    expect([pressed.statusCode, pressed.body.includes('your account is protected')]).toEqual([200, true]);
    expect(await world.notifier.status(thief.challenge?.id ?? '')).toBe('closed');

    // The scorer hears of it: whatever is sensitive is held, whoever asks.
    await vi.waitFor(async () => {
      const held = await world.act('gift_card.redemption_requested', {}, home);
      expect([held.action, held.reasons[0]?.code]).toEqual(['hold', 'account_frozen']);
    }, patient);

    // She comes back with her app, and only so.
    const login = await world.act('login.succeeded', {}, home);
    expect([login.action, login.reasons[0]?.code]).toEqual(['challenge', 'account_frozen']);
    await asked(world, login, 'authenticator');
    const { id = '', bindingDigest = '' } = login.challenge ?? {};
    expect((await world.post(`/v1/challenges/${id}/verify`, { code: appShows(secret), bindingDigest })).status).toBe(
      200,
    );
    await vi.waitFor(async () => {
      const thawed = await world.act('purchase.requested', { amount: { minor: 500, currency: 'EUR' } }, home);
      expect(thawed.reasons.map(({ code }) => code)).not.toContain('account_frozen');
    }, patient);

    // Reported once more, from the page; this time support clears the account.
    const again = await world.act('gift_card.redemption_requested', {}, { ...stranger, deviceId: 'his-tablet' });
    await world.post(`/v1/challenges/${again.challenge?.id}/not-me`, {});
    await vi.waitFor(async () => {
      const held = await world.act('purchase.requested', { amount: { minor: 500, currency: 'EUR' } }, home);
      expect(held.reasons[0]?.code).toBe('account_frozen');
    }, patient);
    await world.act('account.cleared', { clearedBy: 'support' });
    const cleared = await world.act('purchase.requested', { amount: { minor: 500, currency: 'EUR' } }, home);
    expect(cleared.reasons.map(({ code }) => code)).not.toContain('account_frozen');
  } finally {
    await world.close();
  }
}, 60_000);
