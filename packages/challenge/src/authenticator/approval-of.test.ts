import { describe, expect, it } from 'vitest';
import { after, at, challenge, claim, codeOf, present, sentAs, startMs } from '../../test-support/sample-challenge.ts';
import { begin } from '../../test-support/sample-challenge.ts';
import type { Command } from '../life/challenge-command.ts';
import { initialState } from '../life/challenge-state.ts';
import { approvalOf } from './approval-of.ts';

const act = { eventType: 'settings.change_requested', setting: 'mfa' };
const claimFor = (given: Partial<typeof challenge>): Command =>
  ({ ...claim, challenge: { ...challenge, purpose: 'settings_change', act, ...given } }) as Command;
const verified = (given: Partial<typeof challenge> = {}) =>
  after([0, claimFor(given)], [0, begin], [10, sentAs(1)], [20, present(codeOf(1))]);
const wanted = { accountId: 'acc-1', setting: 'mfa' } as const;
const approval = (state: Parameters<typeof approvalOf>[0], atMs = 1_000, more: Partial<typeof wanted> = {}) =>
  approvalOf(state, { ...wanted, ...more }, startMs + atMs);

describe('what approves an authenticator (OTP-20)', () => {
  it('a challenge that was verified for exactly this change of this account', () => {
    expect(approval(verified())).toEqual({ id: challenge.id, isStrong: false });
  });

  it.each([
    ['nothing', initialState],
    ['one that nobody answered', after([0, claimFor({})], [0, begin], [10, sentAs(1)])],
    ['one for a purchase', verified({ act: { eventType: 'purchase.requested' } })],
    ['one for another setting', verified({ act: { ...act, setting: 'email' } })],
    ['one for the removal', verified({ act: { ...act, setting: 'mfa_remove' } })],
    ['another account’s', verified({ accountId: 'acc-2' })],
    ['one that was reported afterwards', at(verified(), 30, { type: 'report' }).state],
  ])('not %s', (_, state) => {
    expect(approval(state)).toBeUndefined();
  });

  it('for ten minutes after the challenge’s end of life', () => {
    expect(approval(verified(), 1_199_999)).toBeDefined();
    expect(approval(verified(), 1_200_000)).toBeUndefined();
  });

  it('a strong one only by the app itself, not by a recovery code', () => {
    const asked = after([0, claimFor({})], [10, { type: 'record_sent', sendSeq: 1, channel: 'authenticator' }]);
    const shown = (strength: 'strong' | 'medium') =>
      at(asked, 20, { ...present('000000'), app: { kind: 'totp', step: 1, codes: 1, strength } } as Command).state;
    expect(approval(shown('strong'))?.isStrong).toBe(true);
    expect(approval(shown('medium'))?.isStrong).toBe(false);
  });
});
