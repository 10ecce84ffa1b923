import { type ChallengeStore, type MessageSender, silentNotifierObserver } from '@countersign/engine';
import { describeWithService, redisService } from '@countersign/testkit';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { binding, challengeRecord, codeIn, contactsOf, contactsRecord, outcomesIn } from './notifier-records.ts';
import { type NotifierWorld, type WorldOptions, notifierWorld } from './notifier-world.ts';
import { openFresh, patient } from './redis-fixture.ts';

const minute = 60_000;
const roomy = { perHour: 10_000, perDay: 10_000 };

interface Guarded {
  readonly world: NotifierWorld;
  readonly store: ChallengeStore;
  /** `channel reason` of every refusal that was told. */
  readonly refusals: string[];
}

/** Makes a world whose stores no other test has. */
type Open = () => WorldOptions;

function guardedIn(open: Open, settings: WorldOptions = {}, countries: readonly string[] = ['AT']): Guarded {
  const refusals: string[] = [];
  const observer = {
    ...silentNotifierObserver,
    channelRefused: (channel: string, reason: string): void => void refusals.push(`${channel} ${reason}`),
  };
  const senders = (provider: MessageSender) => ({ sms: provider, voice: provider, email: provider });
  const opened = open();
  const world = notifierWorld({
    ...opened,
    senders,
    settings: { phoneCountries: countries, observer, ...settings.settings },
  });
  return { world, refusals, store: opened.ports?.challenges ?? world.store };
}

/** Another copy of the notifier on the same stores. */
function copyOf(one: Guarded): Guarded {
  const notifier = one.world.another();
  const settle = async (): Promise<void> => {
    while ((await notifier.driveDue()) + (await notifier.sweepOutbox()) > 0);
  };
  return { ...one, world: { ...one.world, notifier, settle } };
}

let made = 0;
const iso = (ms: number): string => new Date(ms).toISOString();
type PhoneOrMail = 'sms' | 'voice' | 'email';

/** A challenge of another customer for each of these phones, all at once; resolves with their ids. */
async function sendAll(
  { world }: Guarded,
  phones: readonly string[],
  channels: readonly PhoneOrMail[] = ['sms', 'email'],
): Promise<readonly string[]> {
  const nowMs = world.nowMs();
  const asked = phones.map((phone) => {
    made += 1;
    const id = `0b6f4a52-3f0e-8a5d-9c41-${String(made).padStart(12, '0')}`;
    return { challenge: { id, accountId: `acc-of-${made}`, device: `device-${made}` }, phone };
  });
  const contacts = asked.map(({ challenge, phone }) =>
    contactsRecord({ ...contactsOf(challenge.accountId), phone: { value: phone } }),
  );
  const challenges = asked.map(({ challenge }) =>
    challengeRecord({
      ...challenge,
      channels: [...channels],
      createdAt: iso(nowMs),
      expiresAt: iso(nowMs + 10 * minute),
    }),
  );
  await world.notifier.handle([...contacts, ...challenges]);
  await world.settle();
  return asked.map(({ challenge }) => challenge.id);
}
/** Of one customer. */
const send = (one: Guarded, phone: string, channels?: readonly PhoneOrMail[]) => sendAll(one, [phone], channels);
/** Every so-many-th of them types the code. */
const typeEach = (nth: number, ids: readonly string[], { world }: Guarded) =>
  Promise.all(
    ids
      .filter((_, at) => at % nth === 0)
      .map((id) => {
        const code = codeIn(world.messages.find((message) => message.id.startsWith(id)));
        return world.notifier.verify(id, { code, bindingDigest: binding });
      }),
  );
const numbers = (count: number): readonly string[] => Array.from({ length: count }, (_, number) => austrian(number));
const austrian = (number: number): string => `+4366412${String(number).padStart(5, '0')}`;
const channelsOf = ({ world }: Guarded): readonly string[] => world.messages.map(({ channel }) => channel);

/** The guards, wherever it is counted. */
function guards(where: string, open: Open): void {
  const guarded = (settings?: WorldOptions, countries?: readonly string[]) => guardedIn(open, settings, countries);

  describe(`SMS pumping, counted ${where} (OTP-35)`, () => {
    test('no phone is reached when no country is allowed: the code goes by mail', async () => {
      const one = guarded({}, []);
      await send(one, austrian(1));
      expect(channelsOf(one)).toEqual(['email']);
      expect(one.refusals).toEqual(['sms country_not_allowed']);
    });

    test.each([
      ['+436641234567', 'sms', 'of an allowed country'],
      ['+4915112345678', 'email', 'of another one'],
      ['+18765551234', 'email', 'that shares its calling code with an allowed one'],
      ['+882161234567', 'email', 'of no country'],
    ])('a number %s gets its code by %s: it is %s', async (phone, channel) => {
      const one = guarded({}, ['AT', 'US']);
      await send(one, phone);
      expect(channelsOf(one)).toEqual([channel]);
    });

    test('a customer whom nothing else reaches gets nothing, and upstream is told why', async () => {
      const one = guarded({}, ['AT']);
      await send(one, '+4915112345678', ['sms']);
      expect(one.world.messages).toEqual([]);
      expect(outcomesIn(one.world.published)).toMatchObject([{ kind: 'undeliverable', reason: 'country_not_allowed' }]);
    });

    test('a block of ten thousand numbers has a budget; beyond it codes go by mail, and other blocks go on', async () => {
      const one = guarded({ settings: { shared: { prefix: { perHour: 3, perDay: 9 } } } });
      for (let number = 0; number < 5; number += 1) await send(one, austrian(number));
      expect(channelsOf(one)).toEqual(['sms', 'sms', 'sms', 'email', 'email']);
      expect(one.refusals).toEqual(['sms prefix_budget', 'sms prefix_budget']);
      await send(one, '+436769876543');
      expect(channelsOf(one).at(-1)).toBe('sms');
    });

    test('an area where fewer than a fifth of fifty codes are typed gets no SMS, then some again', async () => {
      const one = guarded({ settings: { shared: { prefix: roomy } } });
      await typeEach(10, await sendAll(one, numbers(60)), one);
      expect(new Set(channelsOf(one))).toEqual(new Set(['sms']));
      await one.world.advance(5 * minute);
      await send(one, austrian(100));
      expect(one.refusals).toEqual(['sms conversion_too_low']);
      expect(channelsOf(one).at(-1)).toBe('email');
      await one.world.advance(15 * minute);
      await send(one, austrian(101));
      expect(channelsOf(one).at(-1)).toBe('sms');
    });

    test('an area whose customers type their codes is left alone, by every copy that counts', async () => {
      const one = guarded({ settings: { shared: { prefix: roomy } } });
      const other = copyOf(one);
      const ids = [...(await sendAll(one, numbers(30))), ...(await sendAll(other, numbers(30)))];
      await typeEach(4, ids, other);
      // Nobody who types a code waits until it is counted.
      const countedTimes = ids.length + ids.length / 4;
      await vi.waitFor(
        async () => expect((await one.store.load('conversion:sms:AT'))?.version).toBe(countedTimes),
        10_000,
      );
      await one.world.advance(5 * minute);
      await send(one, austrian(100));
      expect(channelsOf(one).at(-1)).toBe('sms');
    });

    test('calls count apart from SMS', async () => {
      const one = guarded({ settings: { shared: { prefix: roomy } } });
      await sendAll(one, numbers(55));
      await one.world.advance(5 * minute);
      await send(one, austrian(100), ['sms', 'voice', 'email']);
      expect(channelsOf(one).at(-1)).toBe('voice');
    });
  });

  describe(`bombing somebody, counted ${where} (OTP-11, OTP-35)`, () => {
    test('one number gets ten messages an hour, through however many accounts and copies; then the codes go by mail', async () => {
      const one = guarded();
      const other = copyOf(one);
      for (let account = 0; account < 12; account += 1) await send(account % 2 === 0 ? one : other, austrian(7));
      expect(channelsOf(one).filter((channel) => channel === 'sms')).toHaveLength(10);
      expect(one.refusals).toEqual(['sms destination_budget', 'sms destination_budget']);
    });
  });
}

guards('in memory', () => ({}));

await describeWithService('redis', 'SMS pumping and bombing on a real Redis', redisService, ({ url }) => {
  const opened: ReturnType<typeof openFresh>[] = [];
  afterAll(async () => void (await Promise.all(opened.map((stores) => stores.close()))));
  guards('on Redis', () => {
    const stores = openFresh([url], patient);
    opened.push(stores);
    // What Redis is told to forget at a time that has passed is gone at once.
    return { beginMs: Date.UTC(2035, 0, 1), ports: { challenges: stores.challenges, contacts: stores.contacts } };
  });
});
