import type { MessageSender } from '@countersign/engine';
import { describe, expect, test } from 'vitest';
import {
  binding,
  challenge,
  challengeRecord,
  codeIn,
  contactsOf,
  contactsRecord,
  kindsIn,
  outcomesIn,
} from './notifier-records.ts';
import { type NotifierWorld, notifierWorld } from './notifier-world.ts';

const second = 1_000;
const dead = { ok: false, retry: false, reason: 'invalid_recipient' } as const;
const down = { ok: false, retry: true, reason: 'unreachable' } as const;
const phone = { value: '+436641234567' };

const worldWithPhone = (): NotifierWorld =>
  notifierWorld({
    senders: (provider: MessageSender) => ({ sms: provider, email: provider }),
    settings: { phoneCountries: ['AT'] },
  });

/** Claims a challenge that may go by SMS and by mail, and sends it. */
async function send(world: NotifierWorld): Promise<void> {
  const contacts = { ...contactsOf('acc-1'), phone };
  await world.notifier.handle([contactsRecord(contacts), challengeRecord({ channels: ['email', 'sms'] })]);
  await world.settle();
}
const channelsOf = (world: NotifierWorld): readonly string[] => world.messages.map(({ channel }) => channel);

describe('a code for a customer with phone and mail (OTP-30)', () => {
  test('goes by the stronger channel, to the phone number', async () => {
    const world = worldWithPhone();
    await send(world);
    expect(world.messages).toMatchObject([{ id: `${challenge.id}.1`, channel: 'sms', to: phone.value }]);
    expect(world.messages[0]).not.toHaveProperty('subject');
    expect(outcomesIn(world.published)).toMatchObject([{ kind: 'sent', channel: 'sms' }]);
  });

  test('goes out by mail when the number takes none, with the same code', async () => {
    const world = worldWithPhone();
    world.answers.push(dead);
    await send(world);
    expect(channelsOf(world)).toEqual(['sms', 'email']);
    expect(codeIn(world.messages[1])).toBe(codeIn(world.messages[0]));
    const code = codeIn(world.messages[1]);
    expect(await world.notifier.verify(challenge.id, { code, bindingDigest: binding })).toBe('verified');
    await world.settle();
    expect(outcomesIn(world.published)).toMatchObject([
      { kind: 'sent', sendSeq: 1, channel: 'email' },
      { kind: 'verified', sendSeq: 1, channel: 'email' },
    ]);
  });

  test('goes out by mail after two failures of the provider for SMS', async () => {
    const world = worldWithPhone();
    world.answers.push(down, down);
    await send(world);
    expect(channelsOf(world)).toEqual(['sms']);
    await world.advance(1 * second);
    await world.settle();
    expect(channelsOf(world)).toEqual(['sms', 'sms', 'email']);
    expect(new Set(world.messages.map(codeIn)).size).toBe(1);
    expect(kindsIn(world.published)).toEqual(['sent 1']);
  });

  test('left in mid-send by a crash goes out by the same channel again, with the same code (DEL-16)', async () => {
    const world = worldWithPhone();
    world.answers.push('never answers');
    const contacts = { ...contactsOf('acc-1'), phone };
    await world.notifier.handle([contactsRecord(contacts), challengeRecord({ channels: ['email', 'sms'] })]);
    void world.notifier.driveDue();
    await world.advance(15 * second);
    await world.another().driveDue();
    expect(world.messages[1]).toEqual(world.messages[0]);
  });

  test('is undeliverable when every channel refuses', async () => {
    const world = worldWithPhone();
    world.answers.push(dead, dead);
    await send(world);
    expect(outcomesIn(world.published)).toMatchObject([{ kind: 'undeliverable', reason: 'invalid_recipient' }]);
  });

  test('comes another way when the customer asks for it, with a code of its own', async () => {
    const world = worldWithPhone();
    await send(world);
    await world.advance(30 * second);
    expect(await world.notifier.resend(challenge.id, { channel: 'email' })).toBe('sent');
    await world.settle();
    expect(channelsOf(world)).toEqual(['sms', 'email']);
    expect(codeIn(world.messages[1])).not.toBe(codeIn(world.messages[0]));
    expect(await world.notifier.status(challenge.id)).toMatchObject({ status: 'open', channel: 'email' });
  });

  test('comes no way that the policy does not allow', async () => {
    const world = worldWithPhone();
    await send(world);
    await world.advance(30 * second);
    expect(await world.notifier.resend(challenge.id, { channel: 'voice' })).toBe('rejected');
  });
});
