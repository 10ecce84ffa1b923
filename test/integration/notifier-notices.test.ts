import {
  type Message,
  type MessageSender,
  createCases,
  createTellHeldAct,
  silentCaseObserver,
} from '@countersign/engine';
import { encodeRecord, exampleRecord } from '@countersign/events';
import { contactVault, systemRandomness } from '@countersign/runtime';
import { memoryChallengeStore } from '@countersign/testkit';
import { describe, expect, test } from 'vitest';
import { challenge, challengeRecord, contactsOf, contactsRecord, kindsIn, mac, topics } from './notifier-records.ts';
import { type NotifierWorld, contactKeys, notifierWorld, sentCode, wrong } from './notifier-world.ts';

const minute = 60_000;
const hour = 60 * minute;
const { bindingDigest } = challenge;
const phone = { value: '+491711234567' };

/** A world whose provider of SMS writes into the same list. */
function worldWithSms(): NotifierWorld {
  const sent: Message[] = [];
  const sms: MessageSender = {
    send(message) {
      sent.push(message);
      return Promise.resolve({ ok: true });
    },
  };
  const world = notifierWorld();
  const email: MessageSender = {
    send(message) {
      sent.push(message);
      return Promise.resolve(world.answers.shift() === undefined ? { ok: true } : unreachable);
    },
  };
  return { ...notifierWorld({ ports: { senders: { email, sms } } }), messages: sent };
}
const unreachable = { ok: false, retry: true, reason: 'unreachable' } as const;

const noticesIn = (world: NotifierWorld): readonly Message[] =>
  world.messages.filter(({ id }) => id.endsWith('.notice'));
const shown = (world: NotifierWorld): readonly string[] =>
  noticesIn(world).map(({ channel, to }) => `${channel} ${to}`);
const changeTo = (value: string, offset: number) => contactsRecord(contactsOf('acc-1', value), offset);

describe('who is told', () => {
  test('all contacts, of a report (OTP-34)', async () => {
    const world = worldWithSms();
    await world.notifier.handle([contactsRecord({ ...contactsOf('acc-1'), phone }), challengeRecord()]);
    await world.settle();
    await world.notifier.reportNotMe(challenge.id);
    await world.settle();
    expect(shown(world)).toEqual(['email acc-1@example.com', `sms ${phone.value}`]);
    expect(noticesIn(world)[0]?.text).toContain('€1,299.00');
    await world.notifier.reportNotMe(challenge.id);
    await world.settle();
    expect(shown(world)).toHaveLength(2);
  });

  test.each([
    ['verified', 'a code of yours was used from a new place'],
    ['failed', 'wrong codes were typed for your account'],
  ])('the customer, of a %s step-up from a new place (OTP-38)', async (kind, words) => {
    const world = worldWithSms();
    const code = await sentCode(world, { act: { ...challenge.act, newPlace: true } });
    const typed = kind === 'verified' ? [code] : Array.from({ length: 5 }, () => wrong(code));
    for (const one of typed) await world.notifier.verify(challenge.id, { code: one, bindingDigest });
    await world.settle();
    expect(kindsIn(world.published)).toEqual(['sent 1', `${kind} 1`]);
    expect(shown(world)).toEqual(['email acc-1@example.com']);
    expect(noticesIn(world)[0]?.text).toContain(words);
    expect(noticesIn(world)[0]?.text).toContain('Lisbon, PT');
    expect(noticesIn(world)[0]?.text).not.toContain(code);
  });

  test('nobody, of a step-up from a place that the account knows', async () => {
    const world = worldWithSms();
    const code = await sentCode(world);
    await world.notifier.verify(challenge.id, { code, bindingDigest });
    await world.settle();
    expect(shown(world)).toEqual([]);
  });

  test('by SMS the old phone number; by mail where nobody sends SMS (OTP-31)', async () => {
    const changes = [
      contactsRecord({ ...contactsOf('acc-1'), phone }, 1),
      contactsRecord({ ...contactsOf('acc-1'), phone: { value: '+491717654321' } }, 2),
    ];
    const [bySms, byMail] = [worldWithSms(), notifierWorld()];
    for (const world of [bySms, byMail]) {
      await world.notifier.handle(changes);
      await world.settle();
    }
    expect(shown(bySms)).toEqual([`sms ${phone.value}`]);
    expect(shown(byMail)).toEqual(['email acc-1@example.com']);
    expect(noticesIn(byMail)[0]?.text).toContain('your phone number was changed');
  });

  test.each([
    ['no_channel_left', 2],
    ['high_value', 0],
  ])('all contacts, of an act that is held because of %s: %i (OTP-37, OTP-39)', async (code, told) => {
    const world = worldWithSms();
    await world.notifier.handle([contactsRecord({ ...contactsOf('acc-1'), phone })]);
    const cases = createCases(
      {
        cases: { ...memoryChallengeStore(), waiting: () => Promise.resolve([]) },
        publisher: { publish: () => Promise.resolve() },
        clock: { now: () => world.nowMs() as never, after: () => () => {} },
        randomness: { bytes: (length) => new Uint8Array(length) },
        mac,
      },
      { topics, observer: silentCaseObserver, tellHeld: createTellHeldAct(world.notifier.tell) },
    );
    const { challenge: _, ...made } = exampleRecord('decision.made', {
      id: 'e',
      accountId: 'acc-1',
      nowMs: world.nowMs(),
    }).data;
    const data = {
      ...made,
      action: 'hold' as const,
      eventType: 'settings.change_requested',
      facts: { setting: 'payout' },
      reasons: [{ code, points: 0 }],
    };
    const content = { id: data.id, source: 'countersign/scorer', subject: 'acc-1', time: data.logTime, data };
    const value = encodeRecord('decision.made', content);
    const record = { ...challengeRecord(), topic: topics.decisions, value };
    await cases.handle([record]);
    await cases.handle([record]);
    await world.settle();
    expect(shown(world)).toEqual(['email acc-1@example.com', `sms ${phone.value}`].slice(0, told));
    if (told > 0) expect(noticesIn(world)[0]?.text).toContain('Change of where you are paid');
  });

  test('nobody in quarantine: it may be a stranger’s', async () => {
    const world = worldWithSms();
    await world.notifier.handle([changeTo('old@example.com', 1), changeTo('new@example.com', 2), challengeRecord()]);
    await world.settle();
    await world.notifier.reportNotMe(challenge.id);
    await world.settle();
    expect(shown(world)).toEqual(['email old@example.com', 'email old@example.com']);
  });
});

describe('a notice', () => {
  test('left in mid-send by a crash is sent again, word by word, under the same id (DEL-16)', async () => {
    const world = notifierWorld();
    await world.notifier.handle([changeTo('old@example.com', 1), changeTo('new@example.com', 2)]);
    world.answers.push('never answers');
    void world.notifier.driveDue();
    await world.advance(14_000);
    const survivor = world.another();
    await survivor.driveDue();
    expect(world.messages).toHaveLength(1);
    await world.advance(1_000);
    await survivor.driveDue();
    await survivor.driveDue();
    expect(world.messages).toHaveLength(2);
    expect(world.messages[1]).toEqual(world.messages[0]);
  });

  test('is raised again when a crash came before the contacts were stored, and still sent once', async () => {
    let isDown = true;
    const world = notifierWorld();
    const broken = {
      ...world.contacts,
      put: (account: string, sealed: Uint8Array | null, revision: number) =>
        isDown && revision === 2 ? Promise.reject(new Error('down')) : world.contacts.put(account, sealed, revision),
    };
    const other = notifierWorld({ ports: { contacts: broken, challenges: world.store } });
    const records = [changeTo('old@example.com', 1), changeTo('new@example.com', 2)];
    await expect(other.notifier.handle(records)).rejects.toThrow('down');
    isDown = false;
    await other.notifier.handle(records);
    await other.settle();
    expect(shown(other)).toEqual(['email old@example.com']);
  });

  test('of a report is not lost when the log is down before its outcome is published', async () => {
    const world = notifierWorld();
    await sentCode(world);
    world.breakLog(true);
    await world.notifier.reportNotMe(challenge.id);
    await expect(world.notifier.sweepOutbox()).rejects.toThrow('no broker');
    world.breakLog(false);
    await world.advance(20_000);
    await world.settle();
    expect(shown(world)).toEqual(['email acc-1@example.com']);
  });

  test('that can never be made keeps no outcome in the outbox', async () => {
    let isBroken = false;
    const vault = contactVault(contactKeys, systemRandomness);
    const seal: typeof vault.seal = (account, plaintext) => {
      if (isBroken) throw new Error('a defect');
      return vault.seal(account, plaintext);
    };
    const world = notifierWorld({ ports: { vault: { ...vault, seal } } });
    await sentCode(world);
    isBroken = true;
    await world.notifier.reportNotMe(challenge.id);
    await world.settle();
    expect(kindsIn(world.published)).toEqual(['sent 1', 'reported 1']);
    expect(world.store.outbox).toEqual([]);
    expect(world.failures.map(String)).toEqual(['Error: a defect']);
  });

  test('is tried again while the provider is unreachable, for a day, and given up for a dead address', async () => {
    const world = notifierWorld();
    await world.notifier.handle([changeTo('old@example.com', 1), changeTo('new@example.com', 2)]);
    world.answers.push(...Array.from({ length: 400 }, () => unreachable));
    for (let minutes = 0; minutes <= 25 * 60; minutes += 10) {
      await world.settle();
      await world.advance(10 * minute);
    }
    const tries = world.messages.length;
    expect(tries).toBeGreaterThan(100);
    expect(tries).toBeLessThan(200);
    expect(new Set(world.messages.map(({ text }) => text)).size).toBe(1);
    expect(world.store.due.size).toBe(0);

    const dead = notifierWorld();
    dead.answers.push({ ok: false, retry: false, reason: 'invalid_recipient' });
    await dead.notifier.handle([changeTo('old@example.com', 1), changeTo('new@example.com', 2)]);
    await dead.settle();
    await dead.advance(hour);
    await dead.settle();
    expect(dead.messages).toHaveLength(1);
  });

  test('cannot be used to fill a mailbox: three of a kind an hour, five a day, and others do not use them up', async () => {
    const world = notifierWorld();
    for (let offset = 0; offset < 40; offset += 1) {
      await world.notifier.handle([
        changeTo(offset % 2 === 0 ? 'old@example.com' : `new-${offset}@example.com`, offset),
      ]);
    }
    await world.settle();
    expect(noticesIn(world)).toHaveLength(3);
    await world.advance(2 * hour);
    for (let offset = 40; offset < 80; offset += 1) {
      await world.notifier.handle([
        changeTo(offset % 2 === 0 ? 'old@example.com' : `new-${offset}@example.com`, offset),
      ]);
    }
    await world.settle();
    expect(noticesIn(world)).toHaveLength(5);
    await sentCode(world, {
      createdAt: new Date(world.nowMs()).toISOString(),
      expiresAt: new Date(world.nowMs() + hour).toISOString(),
    });
    await world.notifier.reportNotMe(challenge.id);
    await world.settle();
    expect(noticesIn(world)).toHaveLength(6);
  });

  test('is stored without any contact or place in clear (SEC-07)', async () => {
    const world = notifierWorld();
    await world.notifier.handle([changeTo('old@example.com', 1), changeTo('new@example.com', 2)]);
    const kept = [...world.store.challenges.values()].map(({ state }) => Buffer.from(state).toString('latin1')).join();
    expect(kept).not.toMatch(/old@|new@|example\.com/);
  });

  test('stays one line a value, with no header of its own, whatever a merchant is called', async () => {
    const world = notifierWorld();
    const payee = 'Shop\r\nBcc: everybody@example.net\r\n\r\nhttp://evil.example';
    await world.notifier.handle([contactsRecord(contactsOf('acc-1'))]);
    await world.notifier.tell({
      accountId: 'acc-1',
      kind: 'act_held',
      cause: 'decision-1',
      facts: { atMs: world.nowMs(), about: 'decision-1', act: { eventType: 'purchase.requested', payee } },
      to: 'everywhere',
    });
    await world.settle();
    const [notice] = noticesIn(world);
    expect(notice?.channel === 'email' && notice.subject).toMatch(
      /^Example Shop: a change in your account waits for a check \(\w{3}-\w{3}\)$/,
    );
    expect(notice?.text).toContain('To:         Shop Bcc: everybody@example. net evil. example');
    expect(notice?.text).not.toMatch(/\r|:\/\//);
  });
});
