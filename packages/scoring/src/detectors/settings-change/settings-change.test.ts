import { expect, it } from 'vitest';
import { euros, hourMs, minuteMs, story } from '../../../test-support/story.ts';

it('counts kinds, not changes, and attempts too', () => {
  const ana = story();
  ana.act('settings.change_requested', { setting: 'email' });
  expect(ana.act('settings.change_requested', { setting: 'email' }).features['settingKinds10m']).toBe(1);
  expect(ana.wait(minuteMs).act('settings.change_requested', { setting: 'phone' }).features['settingKinds10m']).toBe(2);
});

it('weighs the removal of a second factor more than its change', () => {
  const ana = story();
  const changed = ana.act('settings.change_requested', { setting: 'mfa', action: 'add' });
  const removed = ana.act('settings.change_requested', { setting: 'mfa', action: 'remove' });
  expect(changed.features['settingSensitivity']).toBeLessThan(Number(removed.features['settingSensitivity']));
});

it('finds the weightiest change before an act, fading after a day', () => {
  const ana = story();
  ana.livesQuietly(60);
  ana.act('settings.change_requested', { setting: 'name' });
  ana.act('settings.change_requested', { setting: 'shipping_address' });
  const soon = ana.wait(hourMs).act('purchase.requested', euros(20)).features;
  expect(soon).toMatchObject({ changeBefore: 'shipping_address', changeBeforeWeight: 0.6, changeBeforeHours: 1 });
  const later = ana.wait(47 * hourMs).act('purchase.requested', euros(20)).features;
  expect(later['changeBeforeWeight']).toBe(0.325);
  expect(ana.wait(24 * hourMs).act('purchase.requested', euros(20)).features).not.toHaveProperty('changeBeforeWeight');
});

it('weighs e-mail, then password, then the removal of the second factor as the worst chain', () => {
  const ana = story();
  ana.livesQuietly(60);
  const proved = (setting: 'email' | 'password') =>
    ana.outcome('verified', ana.act('settings.change_requested', { setting }));
  proved('email');
  const afterOne = Number(ana.act('purchase.requested', euros(20)).features['changeBeforeWeight']);
  proved('password');
  const removal = ana.act('settings.change_requested', { setting: 'mfa', action: 'remove' });
  expect(removal.features['changeBeforeWeight']).toBeGreaterThan(afterOne);
  expect(removal.codes).toContain('takeover_chain');
  expect(ana.act('settings.change_requested', { setting: 'mfa', action: 'add' }).codes).not.toContain('takeover_chain');
});

it('links a change of the payout to the change before it', () => {
  const ana = story();
  ana.livesQuietly(60);
  ana.outcome('verified', ana.act('settings.change_requested', { setting: 'email' }));
  expect(ana.act('settings.change_requested', { setting: 'payout' }).codes).toContain('takeover_chain');
  expect(ana.act('settings.change_requested', { setting: 'phone' }).codes).not.toContain('takeover_chain');
});
