import { describe, expect, it } from 'vitest';
import { euros, giftCard, hourMs, minuteMs, owner, story, thief } from '../../test-support/story.ts';

const change = (
  setting: 'email' | 'phone' | 'password' | 'payment_method' | 'shipping_address' | 'payout' | 'mfa' | 'name',
) => ({ setting });

describe('settings-change', () => {
  it.each(['email', 'phone', 'password', 'payout', 'mfa'] as const)(
    'asks for a code before %s changes, also at home',
    (setting) => {
      const ana = story();
      ana.livesQuietly(60);
      const asked = ana.act('settings.change_requested', change(setting));
      expect(asked.action).toBe('challenge');
      expect(asked.challenge).toMatchObject({ purpose: 'settings_change', digits: 8 });
      expect(asked.reasons[0]).toMatchObject({ code: 'sensitive_setting', observed: setting });
    },
  );

  it.each(['payment_method', 'shipping_address', 'name'] as const)(
    'lets the benign twin change %s at home',
    (setting) => {
      const ana = story();
      ana.livesQuietly(60);
      expect(ana.act('settings.change_requested', change(setting)).action).toBe('allow');
    },
  );

  it.each(['payment_method', 'shipping_address'] as const)('asks before %s changes on an unknown device', (setting) => {
    const ana = story();
    ana.livesQuietly(60);
    expect(ana.act('settings.change_requested', change(setting), { ...owner, device: 'other' }).action).toBe(
      'challenge',
    );
  });

  it('sees a burst of several kinds within ten minutes, and not after', () => {
    const ana = story();
    ana.livesQuietly(60);
    ana.act('settings.change_requested', change('shipping_address'));
    const second = ana.wait(minuteMs).act('settings.change_requested', change('payment_method'));
    expect(second.codes).toContain('settings_burst');
    const later = ana.wait(11 * minuteMs).act('settings.change_requested', change('name'));
    expect(later.codes).not.toContain('settings_burst');
  });

  it('follows the chain of a take-over from a change to a purchase and a gift card', () => {
    const ana = story();
    ana.livesQuietly(60);
    const changed = ana.act('settings.change_requested', change('email'), thief);
    expect(changed.action).toBe('challenge');
    // The thief reads the mailbox too, so the change goes through.
    ana.outcome('verified', changed);
    const purchase = ana.wait(minuteMs).act('purchase.requested', euros(420), thief);
    expect(purchase.codes).toContain('takeover_chain');
    expect(purchase.action).toBe('hold'); // A code opened this device: another one would prove nothing (OTP-37).
    expect(ana.act('gift_card.redemption_requested', giftCard('a'), thief).codes).toContain('takeover_chain');
  });

  it('forgets the change after three days, and never counts one that was not let through', () => {
    const ana = story();
    ana.livesQuietly(60);
    ana.outcome('failed', ana.act('settings.change_requested', change('email'), thief));
    expect(ana.act('purchase.requested', euros(30)).codes).not.toContain('takeover_chain');
    ana.outcome('verified', ana.act('settings.change_requested', change('email')));
    const soon = ana.wait(hourMs).act('purchase.requested', euros(30));
    expect(soon.codes).toContain('takeover_chain');
    expect(soon.action).toBe('allow');
    expect(ana.wait(73 * hourMs).act('purchase.requested', euros(30)).codes).not.toContain('takeover_chain');
  });
});
