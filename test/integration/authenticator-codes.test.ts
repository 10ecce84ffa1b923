import { describe, expect, test } from 'vitest';
import {
  accountId,
  appWorld,
  asked,
  codes,
  enrolled,
  hourMs,
  idAt,
  reachable,
  right,
  shown,
} from './authenticator-world.ts';
import { codeIn, contactsRecord, outcomesIn, tombstone } from './notifier-records.ts';
import { wrong } from './notifier-world.ts';

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
