import { describe, expect, it } from 'vitest';
import { dayMs, euros, hourMs, minuteMs, owner, porto, story } from '../../test-support/story.ts';

describe('quiet-customer', () => {
  it('is never asked in a year on one device at one place', () => {
    const asked = story()
      .livesQuietly(365)
      .filter((told) => told.action !== 'allow');
    expect(asked).toEqual([]);
  });

  it('is never asked with two devices, a weekend town, two mistyped passwords and a lively December', () => {
    const ana = story();
    const phone = { ...owner, device: 'owners-phone', ip: '198.51.100.20' };
    const weekend = { ...phone, ip: '198.51.100.99', geo: porto };
    const told = [];
    for (let day = 0; day < 365; day += 1) {
      const actor = day % 7 === 6 ? weekend : day % 2 === 0 ? owner : phone;
      if (day % 30 === 7) {
        ana.act('login.failed', {}, actor);
        ana.wait(minuteMs).act('login.failed', {}, actor);
      }
      told.push(ana.wait(minuteMs).act('login.succeeded', {}, actor));
      const purchases = day > 334 ? 3 : day % 3 === 0 ? 1 : 0;
      for (let i = 0; i < purchases; i += 1) {
        told.push(ana.wait(3 * hourMs).act('purchase.requested', euros(15 + ((day * 13 + i * 29) % 90)), actor));
      }
      ana.wait(dayMs - purchases * 3 * hourMs - 2 * minuteMs);
    }
    expect(told.filter((t) => t.action !== 'allow').map((t) => [t.eventId, t.codes])).toEqual([]);
  });
});
