import { describe, expect, it } from 'vitest';
import { dayMs, hourMs, owner, story, thief } from '../../test-support/story.ts';

const newPhone = { ...owner, device: 'owners-new-phone' };

/** A customer of two months with an old device and a new one, both proved. */
function withTwoDevices() {
  const ana = story('ana');
  ana.livesQuietly(60);
  ana.outcome('verified', ana.act('login.succeeded', {}, newPhone), { channel: 'authenticator' });
  return ana.wait(dayMs);
}
const removal = (device: string) => [{ deviceId: device }, { ...owner, device }] as const;

describe('a device that the customer removed (OTP-41)', () => {
  it('is one that the account never saw; the other one stays', () => {
    const ana = withTwoDevices();
    expect(ana.act('device.removed', ...removal(newPhone.device)).action).toBe('allow');
    const [old, removed] = [ana.act('login.succeeded', {}, owner), ana.act('login.succeeded', {}, newPhone)];
    expect(old.features).toMatchObject({ deviceKnown: true });
    expect(removed.features).toMatchObject({ deviceKnown: false });
  });

  it('takes what waits for a code there along: the code opens nothing afterwards', () => {
    const ana = withTwoDevices();
    const tried = ana.act('login.succeeded', {}, thief);
    ana.act('device.removed', ...removal(thief.device ?? ''));
    ana.outcome('verified', tried, { channel: 'email' });
    expect(ana.act('login.succeeded', {}, thief).features).toMatchObject({ deviceKnown: false });
  });

  it('is not freer for it: what a code opened an hour ago still needs more than a code (OTP-37)', () => {
    const ana = withTwoDevices();
    ana.outcome('verified', ana.act('login.succeeded', {}, thief), { channel: 'email' });
    ana.wait(hourMs).act('device.removed', ...removal(thief.device ?? ''));
    const payout = ana.act('settings.change_requested', { setting: 'payout' }, thief);
    expect(payout.features['codeOpenedHours']).toBeGreaterThan(0);
  });
});
