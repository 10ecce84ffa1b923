import { describe, expect, it } from 'vitest';
import { dayMs, hourMs, lisbon, minuteMs, owner, porto, story, thief } from '../../test-support/story.ts';

const newPhone = { ...owner, device: 'owners-new-phone' };

describe('new-device-login', () => {
  it('asks for a code when an established account logs in on a device never seen, at the usual place', () => {
    const ana = story();
    ana.livesQuietly(60);
    const login = ana.act('login.succeeded', {}, newPhone);
    expect(login.action).toBe('challenge');
    expect(login.challenge).toMatchObject({ purpose: 'login', digits: 6 });
    expect(login.codes[0]).toBe('new_device');
  });

  it('asks again on a device that was not seen for 30 days and turns up elsewhere, while the account went on without it', () => {
    const ana = story();
    const login = ana.act('login.succeeded', {}, newPhone);
    ana.wait(minuteMs).outcome('verified', login);
    ana.livesQuietly(31);
    expect(ana.act('login.succeeded', {}, newPhone).action).toBe('allow');
    ana.wait(62 * dayMs).livesQuietly(2);
    const again = ana.act('login.succeeded', {}, { ...newPhone, geo: porto });
    expect(again.action).toBe('challenge');
    expect(again.codes).toContain('new_device');
  });

  it('does not ask the benign twin: a customer who stayed away for six weeks and comes back on the same device', () => {
    const ana = story();
    ana.livesQuietly(60);
    expect(ana.wait(42 * dayMs).act('login.succeeded', {}).action).toBe('allow');
    expect(ana.wait(181 * dayMs).act('login.succeeded', {}).action).toBe('challenge');
  });

  it('does not ask the benign twin: the known device, or the new one once proved', () => {
    const ana = story();
    ana.livesQuietly(60);
    expect(ana.act('login.succeeded', {}).action).toBe('allow');
    const first = ana.act('login.succeeded', {}, newPhone);
    ana.wait(minuteMs).outcome('verified', first);
    const second = ana.wait(minuteMs).act('login.succeeded', {}, newPhone);
    expect(second.action).toBe('allow');
    expect(second.codes).toContain('proved_device');
  });

  it('does not ask at the first login of an account, nor in the middle of its learning period', () => {
    const ana = story();
    expect(ana.act('login.succeeded', {}).action).toBe('allow');
    ana.wait(hourMs).act('login.succeeded', {});
    expect(ana.wait(hourMs).act('login.succeeded', {}, newPhone).action).toBe('allow');
  });

  it('takes all trust from a device that three accounts came to within a week, but not from a family tablet', () => {
    const world = new Map();
    const shared = { ...thief, geo: lisbon };
    for (const victim of ['v1', 'v2', 'v3']) story(victim, undefined, world).act('login.succeeded', {}, shared);
    const fourth = story('v4', undefined, world).act('login.succeeded', {}, shared);
    expect(fourth.codes).toContain('device_shared');

    const home = new Map();
    const family = ['ana', 'rui', 'eva', 'zé'].map((name) => story(name, undefined, home));
    for (let week = 0; week < 5; week += 1) {
      for (const member of family) {
        const login = member.act('login.succeeded', {}, { ...owner, device: 'tablet' });
        member.wait(7 * dayMs);
        if (week > 3) expect(login.codes).not.toContain('device_shared');
      }
    }
  });
});
