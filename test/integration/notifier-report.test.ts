import type { Challenge } from '@countersign/events';
import { describe, expect, test } from 'vitest';
import { binding, challenge, codeIn, outcomesIn } from './notifier-records.ts';
import { type NotifierWorld, type WorldOptions, notifierWorld, sentCode } from './notifier-world.ts';

const idAt = (number: number): string => challenge.id.replace(/^.{8}/, String(number).padStart(8, '0'));
const decisionAt = (number: number): string => challenge.decisionId.replace(/^.{8}/, String(number).padStart(8, '0'));
const publicUrl = 'https://shop.example';
const withLinks: WorldOptions = { settings: { publicUrl } };
const linkIn = (world: NotifierWorld): string =>
  /^https:\/\/shop\.example\/not-me\/(\S+)$/m.exec(world.messages.at(-1)!.text)?.[1]?.split('?')[0] ?? 'none';

/** A challenge from a device and session, its code sent. */
const from = (world: NotifierWorld, number: number, device: string | undefined, session: string | undefined) =>
  sentCode(world, {
    id: idAt(number),
    decisionId: decisionAt(number),
    eventId: `evt-${number}`,
    bindingDigest: `${binding}-${number}`,
    device,
    session,
  } as Partial<Challenge>);

const endings = async (world: NotifierWorld): Promise<readonly string[]> => {
  await world.settle();
  return outcomesIn(world.published)
    .filter(({ kind }) => kind !== 'sent')
    .map(({ challengeId, kind, reason = '' }) => `${challengeId.slice(0, 8)} ${kind} ${reason}`.trim());
};

describe('"this wasn’t me" (OTP-34)', () => {
  test('ends what else is live from that device or session, and nothing of the owner’s', async () => {
    const world = notifierWorld();
    await from(world, 1, 'his-phone', 'his-session');
    await from(world, 2, 'his-other-phone', 'his-session');
    const hers = await from(world, 3, 'her-phone', 'her-session');
    expect(await world.notifier.reportNotMe(idAt(1))).toBe('received');
    expect(await endings(world)).toEqual(['00000002 suppressed reported', '00000001 reported']);
    expect(await world.notifier.verify(idAt(3), { code: hers, bindingDigest: `${binding}-3` })).toBe('verified');
  });

  test('a code of what was ended so opens nothing', async () => {
    const world = notifierWorld();
    await from(world, 1, 'his-phone', 'one');
    const code = await from(world, 2, 'his-phone', 'two');
    await world.notifier.reportNotMe(idAt(1));
    expect(await world.notifier.verify(idAt(2), { code, bindingDigest: `${binding}-2` })).toBe('rejected');
  });

  test('where neither device nor session is known, ends what also came from nobody knows where', async () => {
    const world = notifierWorld();
    await from(world, 1, undefined, undefined);
    await from(world, 2, undefined, undefined);
    await from(world, 3, 'her-phone', undefined);
    await world.notifier.reportNotMe(idAt(1));
    expect(await endings(world)).toEqual(['00000002 suppressed reported', '00000001 reported']);
  });

  test('tells upstream what to do, and which decisions to look at again', async () => {
    const world = notifierWorld();
    const code = await from(world, 1, 'his-phone', 'one');
    await world.notifier.verify(idAt(1), { code, bindingDigest: `${binding}-1` });
    await from(world, 2, 'her-phone', 'two');
    await from(world, 3, 'his-phone', 'three');
    await world.notifier.reportNotMe(idAt(3), { ip: '203.0.113.7', deviceId: 'her-phone' });
    await world.settle();
    const reported = outcomesIn(world.published).find(({ kind }) => kind === 'reported');
    expect(reported).toMatchObject({
      requiredActions: ['revoke_sessions', 'change_password', 'remove_device'],
      decisionIds: [decisionAt(3), decisionAt(1)],
      device: 'his-phone',
      verifier: { network: expect.any(String), device: expect.any(String) },
    });
  });

  test('acts once, whatever became of the challenge, and the same for one that never was', async () => {
    const world = notifierWorld();
    const code = await from(world, 1, 'his-phone', 'one');
    await world.notifier.verify(idAt(1), { code, bindingDigest: `${binding}-1` });
    for (const id of [idAt(1), idAt(1), idAt(99)]) expect(await world.notifier.reportNotMe(id)).toBe('received');
    expect(await endings(world)).toEqual(['00000001 verified', '00000001 reported']);
  });

  test('is whole once it is durable: what a failing store leaves, asking again does', async () => {
    let left = 1;
    const world = notifierWorld({
      store: (store) => ({
        ...store,
        transition: (transition) =>
          transition.challengeId === idAt(1) && transition.expectedVersion === 2 && left-- > 0
            ? Promise.reject(new Error('killed'))
            : store.transition(transition),
      }),
    });
    await from(world, 1, 'his-phone', 'one');
    await from(world, 2, 'his-phone', 'two');
    left = 1;
    expect(await world.notifier.reportNotMe(idAt(1))).toBe('unavailable');
    expect(await endings(world)).toEqual(['00000002 suppressed reported']);
    expect(await world.notifier.reportNotMe(idAt(1))).toBe('received');
    expect(await endings(world)).toEqual(['00000002 suppressed reported', '00000001 reported']);
  });
});

describe('the link in a message', () => {
  test('stands alone on its line, and says which challenge it reports', async () => {
    const world = notifierWorld(withLinks);
    await from(world, 1, 'his-phone', 'one');
    expect(world.notifier.readReportLink(linkIn(world))).toMatchObject({ ok: true, challengeId: idAt(1) });
    expect(world.notifier.readReportLink('k1.nothing')).toEqual({ ok: false, reason: 'invalid' });
  });

  test('works for seven days, and looking at it changes nothing', async () => {
    const world = notifierWorld(withLinks);
    await from(world, 1, 'his-phone', 'one');
    const link = linkIn(world);
    await world.advance(7 * 86_400_000 - 1_000);
    expect(world.notifier.readReportLink(link).ok).toBe(true);
    await world.advance(1_000);
    expect(world.notifier.readReportLink(link)).toEqual({ ok: false, reason: 'expired' });
    expect(await endings(world)).toEqual(['00000001 expired']);
  });

  test('is the same when a crash in mid-send sends the message again (DEL-16)', async () => {
    const world = notifierWorld(withLinks);
    world.answers.push({ ok: false, retry: true, reason: 'timeout' });
    await from(world, 1, 'his-phone', 'one');
    await world.advance(5_000);
    await world.settle();
    const [first, second] = world.messages;
    expect(second).toEqual(first);
    expect(codeIn(second)).not.toBe('none');
  });

  test('is not there where nobody said where the page is', async () => {
    const world = notifierWorld();
    await from(world, 1, 'his-phone', 'one');
    expect(world.messages.at(-1)?.text).not.toContain('://');
  });
});
