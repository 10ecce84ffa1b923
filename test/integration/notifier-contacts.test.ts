import { openCase, silentNotifierObserver } from '@countersign/engine';
import { type Contacts, readDeadLetter } from '@countersign/events';
import { contactPublicKey } from '@countersign/runtime';
import { memoryChallengeStore } from '@countersign/testkit';
import { CompactEncrypt, importJWK } from 'jose';
import { describe, expect, test } from 'vitest';
import {
  challenge,
  challengeRecord,
  codeIn,
  contactsOf,
  contactsRecord,
  outcomesIn,
  startMs,
  tombstone,
  topics,
} from './notifier-records.ts';
import { type NotifierWorld, contactKeys, notifierWorld, sentCode } from './notifier-world.ts';

const minute = 60_000;
const hour = 60 * minute;
const email = (value: string, offset: number, more: Partial<Contacts> = {}) =>
  contactsRecord({ ...contactsOf('acc-1', value), ...more }, offset);
const idOf = (seq: number): string => `0b6f4a52-3f0e-8a5d-9c41-00000000000${seq}`;
/** Asks for a code, `seq` times so far, at the world's time. */
const asked = (world: NotifierWorld, seq: number) =>
  challengeRecord({
    id: idOf(seq),
    device: `device-${seq}`,
    createdAt: new Date(world.nowMs()).toISOString(),
    expiresAt: new Date(world.nowMs() + 10 * minute).toISOString(),
  });
const at = <Record extends { readonly timestampMs: number }>(world: NotifierWorld, record: Record): Record => ({
  ...record,
  timestampMs: world.nowMs(),
});
const codes = (world: NotifierWorld): readonly string[] =>
  world.messages.filter(({ id }) => !id.endsWith('.notice')).map(({ to }) => to);
const notices = (world: NotifierWorld): readonly string[] =>
  world.messages.filter(({ id }) => id.endsWith('.notice')).map(({ channel, to }) => `${channel} ${to}`);

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

describe('a customer without any contact', () => {
  test('gets no code, and upstream is told so: the act is held, never silently let through', async () => {
    const world = notifierWorld();
    await world.notifier.handle([contactsRecord({ accountId: 'acc-1', language: 'en' }), challengeRecord()]);
    for (let seconds = 0; seconds <= 10; seconds += 1) {
      await world.settle();
      await world.advance(1_000);
    }
    await world.settle();
    expect(world.messages).toEqual([]);
    expect(outcomesIn(world.published)).toMatchObject([{ kind: 'undeliverable', reason: 'no_contact', sendSeq: 0 }]);
    expect(await world.notifier.status(challenge.id)).toBe('closed');
  });

  test.each([
    ['high_value_purchase', 'not_asked,no_contact'],
    ['login', undefined],
  ] as const)('opens a case for a %s, once: %s (CASE-01)', async (purpose, reasons) => {
    const store = memoryChallengeStore();
    const cases = { ...store, waiting: () => Promise.resolve([]) };
    const world = notifierWorld({ ports: { cases } });
    await world.notifier.handle([tombstone('acc-1', 1), challengeRecord({ purpose })]);
    for (let seconds = 0; seconds <= 11; seconds += 1) {
      await world.settle();
      await world.advance(1_000);
    }
    const held = [...store.challenges.values()].map(({ state }) => openCase({ state, version: 1 }));
    expect(held.map((one) => one.reasons.join())).toEqual(reasons === undefined ? [] : [reasons]);
    expect(held.map((one) => one.decisionId)).toEqual(reasons === undefined ? [] : [challenge.decisionId]);
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

describe('a bounced address', () => {
  test('gets no code any more, and upstream is told at once', async () => {
    const world = notifierWorld();
    world.answers.push({ ok: false, retry: false, reason: 'invalid_recipient' });
    await sentCode(world);
    await world.notifier.handle([asked(world, 1)]);
    await world.settle();
    expect(codes(world)).toEqual(['acc-1@example.com']);
    expect(outcomesIn(world.published)).toMatchObject([
      { kind: 'undeliverable', reason: 'invalid_recipient' },
      { kind: 'undeliverable', reason: 'bounced' },
    ]);
  });

  test.each([
    ['bounced', 30 * 24],
    ['complained', 180 * 24],
    ['undeliverable', 24],
  ] as const)('that a provider says of later (%s) is left alone for %i hours', async (bounce, hours) => {
    const world = notifierWorld();
    await world.notifier.handle([email('ana@example.com', 1)]);
    await world.notifier.noteBounce('email', 'ana@example.com', bounce);
    await world.notifier.noteBounce('email', 'ana@example.com', 'undeliverable');
    await world.advance(hours * hour - 1);
    await world.notifier.handle([asked(world, 1)]);
    await world.settle();
    expect(codes(world)).toEqual([]);
    await world.advance(1);
    await world.notifier.handle([asked(world, 2)]);
    await world.settle();
    expect(codes(world)).toEqual(['ana@example.com']);
  });

  test('is good again when it was verified since', async () => {
    const world = notifierWorld();
    await world.notifier.handle([email('ana@example.com', 1)]);
    await world.notifier.noteBounce('email', 'ana@example.com', 'bounced');
    const verifiedAt = new Date(startMs + 1).toISOString();
    await world.notifier.handle([
      contactsRecord({ accountId: 'acc-1', email: { value: 'ana@example.com', verifiedAt } }, 2),
    ]);
    await world.notifier.handle([asked(world, 1)]);
    await world.settle();
    expect(codes(world)).toEqual(['ana@example.com']);
  });

  test('is remembered without its name (SEC-07)', async () => {
    const world = notifierWorld();
    await world.notifier.noteBounce('email', 'ana@example.com', 'bounced');
    expect(JSON.stringify([...world.store.challenges])).not.toContain('ana');
  });
});

describe('what no message can reach', () => {
  test('is left out with a dead letter that says why, without the number; the rest is used', async () => {
    const unknown: string[] = [];
    const observer = { ...silentNotifierObserver, contactNameUnknown: (what: string) => void unknown.push(what) };
    const world = notifierWorld({ settings: { observer, phoneCountry: 'DE' } });
    const phone = { value: '0900 1234567' };
    const record = email('ana@MÜNCHEN.example', 7, { phone, language: 'klingon?', timeZone: 'Mars/Olympus' });
    await world.notifier.handle([record, challengeRecord()]);
    await world.settle();
    expect(codes(world)).toEqual(['ana@xn--mnchen-3ya.example']);
    const [letter] = world.published.filter(({ topic }) => topic === topics.deadLetters);
    expect(letter?.value).toBe(record.value);
    expect(readDeadLetter(letter?.headers ?? {})).toMatchObject({
      code: 'invalid_data',
      offset: 7,
      message:
        'data.phone.value is a premium-rate, shared-cost, toll-free or other special number; allowed: mobile and fixed lines of people.',
    });
    expect(unknown).toEqual(['language', 'timeZone']);
  });

  test('forgotten contacts are forgotten, past and all', async () => {
    const world = notifierWorld();
    await world.notifier.handle([email('old@example.com', 1), email('new@example.com', 2), tombstone('acc-1', 3)]);
    await world.notifier.handle([email('newest@example.com', 4), challengeRecord()]);
    await world.settle();
    expect(codes(world)).toEqual(['newest@example.com']);
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

describe('contacts that upstream sealed (DEL-22)', () => {
  /** As upstream does it: the data that would else have travelled in clear, for the public key. */
  const seal = async (data: object, kid = 'c1'): Promise<Contacts> => {
    const key = await importJWK({ ...contactPublicKey('c1', contactKeys.current('contacts').key) }, 'ECDH-ES');
    const sealed = await new CompactEncrypt(new TextEncoder().encode(JSON.stringify(data)))
      .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', kid })
      .encrypt(key);
    return { accountId: 'acc-1', sealed };
  };
  const letterOf = (world: NotifierWorld) =>
    world.published
      .filter(({ topic }) => topic === topics.deadLetters)
      .map(({ headers }) => readDeadLetter(headers ?? {}))
      .map(({ code, message }) => `${code}: ${message}`);

  test('are opened by the notifier alone, and used as those in clear are', async () => {
    const world = notifierWorld();
    const record = contactsRecord(await seal(contactsOf('acc-1', 'ana@example.com')), 1);
    expect(Buffer.from(record.value ?? []).toString()).not.toContain('ana');
    await world.notifier.handle([record, challengeRecord()]);
    await world.settle();
    expect(codes(world)).toEqual(['ana@example.com']);
    await world.notifier.handle([at(world, contactsRecord(await seal(contactsOf('acc-1', 'new@example.com')), 2))]);
    await world.settle();
    expect(notices(world)).toEqual(['email ana@example.com']);
  });

  test.each([
    [
      'for another key',
      seal(contactsOf('acc-1'), 'c9'),
      'not_decryptable: data.sealed is sealed for a key that is not here',
    ],
    ['for another account', seal(contactsOf('acc-2')), 'subject_mismatch: The accountId in data.sealed'],
    [
      'with something else inside',
      seal({ accountId: 'acc-1', email: 'ana' }),
      'invalid_data: In data.sealed: data.email: ',
    ],
    [
      'with an invisible character inside',
      seal(contactsOf('acc-1', 'a\u200bna@example.com')),
      'unsafe_content: In data.sealed: data.email.value holds',
    ],
    [
      'beside others in clear',
      seal({}).then((one) => ({ ...one, ...contactsOf('acc-1') })),
      'invalid_data: data holds contacts both sealed and in clear',
    ],
    [
      'and damaged',
      seal({}).then((one) => ({ ...one, sealed: `${one.sealed?.slice(0, -9)}AAAAAAAAA` })),
      'not_decryptable: data.sealed cannot be opened',
    ],
  ])('%s become a dead letter that says why', async (_, data, words) => {
    const world = notifierWorld();
    await world.notifier.handle([contactsRecord(await data, 1)]);
    expect(letterOf(world).join()).toContain(words);
    expect(letterOf(world).join()).not.toContain('ana@');
    expect(world.contacts.contents.size).toBe(0);
  });
});
