import { describe, expect, test } from 'vitest';
import { minute, hour, email, idOf, asked, at, codes, notices } from './contacts-world.ts';
import {
  challenge,
  challengeRecord,
  codeIn,
  contactsOf,
  contactsRecord,
  outcomesIn,
  startMs,
} from './notifier-records.ts';
import { type NotifierWorld, notifierWorld, sentCode } from './notifier-world.ts';

describe('a contact changed five minutes ago (OTP-31)', () => {
  const changed = async (): Promise<NotifierWorld> => {
    const world = notifierWorld();
    await world.notifier.handle([email('old@example.com', 1)]);
    await world.advance(hour);
    await world.notifier.handle([at(world, email('new@example.com', 2))]);
    await world.settle();
    return world;
  };

  test('gets no code: the one before does, for 72 hours', async () => {
    const world = await changed();
    await world.advance(5 * minute);
    await world.notifier.handle([asked(world, 1)]);
    await world.settle();
    await world.advance(72 * hour - 6 * minute);
    await world.notifier.handle([asked(world, 2)]);
    await world.settle();
    await world.advance(minute);
    await world.notifier.handle([asked(world, 3)]);
    await world.settle();
    expect(codes(world)).toEqual(['old@example.com', 'old@example.com', 'new@example.com']);
  });

  test('is told to the old one, once, in its language, and to nobody else', async () => {
    const world = await changed();
    await world.notifier.handle([at(world, email('new@example.com', 2))]);
    await world.notifier.handle([email('old@example.com', 1)]);
    await world.settle();
    expect(notices(world)).toEqual(['email old@example.com']);
    expect(world.messages[0]).toMatchObject({ channel: 'email', language: 'en' });
    expect(world.messages[0]?.text).toContain('your e-mail address was changed');
  });

  test('stays in quarantine when the same record comes again, or says that the change is old', async () => {
    const world = await changed();
    const long = { value: 'new@example.com', changedAt: '2020-01-01T00:00:00Z' };
    await world.notifier.handle([at(world, contactsRecord({ accountId: 'acc-1', email: long }, 3)), asked(world, 1)]);
    await world.settle();
    expect(codes(world)).toEqual(['old@example.com']);
  });

  test('waits as long as is configured', async () => {
    const world = notifierWorld({ settings: { quarantineMs: 2 * hour } });
    await world.notifier.handle([email('old@example.com', 1), at(world, email('new@example.com', 2))]);
    await world.advance(2 * hour);
    await world.notifier.handle([asked(world, 1)]);
    await world.settle();
    expect(codes(world)).toEqual(['new@example.com']);
  });

  const phone = { value: '+436641234567' };
  const changeOf = (setting: string, more: object = {}) => ({
    purpose: 'settings_change' as const,
    act: { eventType: 'settings.change_requested', setting },
    ...more,
  });
  /** A customer with mail and phone verifies a change by SMS, and an hour later the address is another one. */
  const approvedBySms = async (setting: string, approval = challenge.id): Promise<NotifierWorld> => {
    const world = notifierWorld({ senders: (provider) => ({ sms: provider, email: provider }) });
    const before = contactsRecord({ ...contactsOf('acc-1', 'old@example.com'), phone }, 1);
    await world.notifier.handle([before, challengeRecord(changeOf(setting, { channels: ['sms'] }))]);
    await world.settle();
    const code = codeIn(world.messages.at(-1));
    expect(await world.notifier.verify(challenge.id, { code, bindingDigest: challenge.bindingDigest })).toBe(
      'verified',
    );
    await world.advance(hour);
    const email = { value: 'new@example.com', changeApprovedBy: approval };
    await world.notifier.handle([at(world, contactsRecord({ accountId: 'acc-1', email, phone }, 2)), asked(world, 1)]);
    await world.settle();
    return world;
  };

  test('is released at once by a challenge that a stronger factor verified for this change; the old one hears of it', async () => {
    const world = await approvedBySms('email');
    expect(codes(world)).toEqual([phone.value, 'new@example.com']);
    expect(notices(world)).toEqual(['email old@example.com']);
  });

  test.each([
    ['for another setting', 'payout', challenge.id],
    ['that nobody knows', 'email', '0b6f4a52-3f0e-8a5d-9c41-00000000000f'],
  ])('is not released by a challenge %s', async (_, setting, approval) => {
    expect(codes(await approvedBySms(setting, approval))).toEqual([phone.value, 'old@example.com']);
  });

  test('a SIM changed yesterday sends the code by mail (OTP-39)', async () => {
    const world = notifierWorld({ senders: (provider) => ({ sms: provider, email: provider }) });
    const simChangedAt = new Date(startMs - 24 * hour).toISOString();
    const contacts = { ...contactsOf('acc-1'), phone: { ...phone, simChangedAt } };
    await world.notifier.handle([
      contactsRecord(contacts, 1),
      challengeRecord({ channels: ['sms', 'voice', 'email'] }),
    ]);
    await world.settle();
    expect(codes(world)).toEqual(['acc-1@example.com']);
    await world.notifier.handle([
      contactsRecord(contacts, 2),
      challengeRecord({ id: idOf(7), device: 'd-7', channels: ['sms'] }),
    ]);
    await world.settle();
    expect(outcomesIn(world.published).at(-1)).toMatchObject({ kind: 'undeliverable', reason: 'sim_changed' });
  });

  test('is not released by a challenge that was never verified, or by e-mail', async () => {
    const world = notifierWorld();
    const act = { eventType: 'settings.change_requested', setting: 'name' };
    await sentCode(world, { act });
    await world.advance(hour);
    const approved = { value: 'new@example.com', changeApprovedBy: challenge.id };
    await world.notifier.handle([
      at(world, contactsRecord({ accountId: 'acc-1', email: approved }, 2)),
      asked(world, 1),
    ]);
    await world.settle();
    expect(codes(world)).toEqual(['acc-1@example.com', 'acc-1@example.com']);
  });
});

describe('a contact that was verified long ago', () => {
  test.each([
    [364, undefined],
    [365, true],
  ])('%i days: its use tells upstream to have it looked at: %s', async (days, contactOld) => {
    const world = notifierWorld();
    const verifiedAt = new Date(startMs - days * 24 * hour).toISOString();
    const contacts = { accountId: 'acc-1', email: { value: 'ana@example.com', verifiedAt } };
    await world.notifier.handle([contactsRecord(contacts), challengeRecord()]);
    await world.settle();
    expect(outcomesIn(world.published).map((one) => one.contactOld)).toEqual([contactOld]);
  });
});

describe('the channel that reset the password (OTP-39)', () => {
  test('approves nothing for a day', async () => {
    const world = notifierWorld();
    const code = await sentCode(world, { purpose: 'password_reset' });
    const { bindingDigest } = challenge;
    expect(await world.notifier.verify(challenge.id, { code, bindingDigest })).toBe('verified');
    await world.notifier.handle([asked(world, 1)]);
    await world.settle();
    await world.advance(24 * hour);
    await world.notifier.handle([asked(world, 2)]);
    await world.settle();
    expect(codes(world)).toHaveLength(2);
    expect(outcomesIn(world.published)).toMatchObject([
      { kind: 'sent' },
      { kind: 'verified' },
      { kind: 'undeliverable', reason: 'password_reset' },
      { kind: 'sent' },
    ]);
  });
});
