import { describe, expect, it } from 'vitest';
import type { AppProof } from '../authenticator/check-app-code.ts';
import {
  after,
  at,
  challenge,
  claim,
  codeOf,
  failedAs,
  present,
  resend,
  sentAs,
} from '../../test-support/sample-challenge.ts';
import type { Command } from './challenge-command.ts';
import { initialState } from './challenge-state.ts';
import { outcomesOf } from './outcomes-of.ts';

const verifier = { device: 'device-2', network: 'network-2' };
const askedApp: Command = { type: 'record_sent', sendSeq: 1, channel: 'authenticator' };
const totp = (codes: 1 | 2 = 1): AppProof => ({ kind: 'totp', step: 7, codes, strength: 'strong' });
const show = (app: AppProof | undefined, code = '000000', binding = challenge.bindingDigest): Command =>
  ({ ...present(code, binding), app, verifier }) as Command;
const asked = after([0, claim], [10, askedApp]);
const kinds = (state: typeof asked, atMs: number, command: Command) =>
  at(state, atMs, command).events.map(({ type }) => type);

describe('a challenge whose channel is the authenticator (OTP-20)', () => {
  it('is asked without a message, and announced as such', () => {
    const { events, state } = at(after([0, claim]), 10, askedApp);
    expect(outcomesOf(events, state as typeof asked)).toMatchObject([
      { kind: 'sent', channel: 'authenticator', strength: 'strong' },
    ]);
  });

  it('is verified by a code of the app, and by the code of no message', () => {
    expect(kinds(asked, 20, show(totp()))).toEqual(['try_counted', 'verified']);
    expect(kinds(asked, 20, show(undefined, codeOf(1)))).toEqual(['try_counted']);
  });

  it('tells how strong the proof was, and where it was given', () => {
    const proved = (app: AppProof) => {
      const { events, state } = at(asked, 20, show(app));
      return outcomesOf(events, state as typeof asked);
    };
    expect(proved(totp())).toMatchObject([
      { kind: 'verified', channel: 'authenticator', strength: 'strong', verifier },
    ]);
    expect(proved({ kind: 'recovery', index: 0, strength: 'medium' })).toMatchObject([{ strength: 'medium' }]);
  });

  it('counts tries as every challenge does, and tells where the last one was made', () => {
    let state = asked;
    for (let tries = 1; tries < 5; tries += 1) state = at(state, 20, show(undefined)).state as typeof asked;
    const { events, state: dead } = at(state, 20, show(undefined));
    expect(outcomesOf(events, dead as typeof asked)).toMatchObject([
      { kind: 'failed', reason: 'too_many_tries', channel: 'authenticator', verifier },
    ]);
    expect(at(dead, 30, show(totp())).decided).toEqual({ ok: false, reason: 'ended' });
  });

  it('dies with another binding, right code or not (OTP-32)', () => {
    expect(kinds(asked, 20, show(totp(), '000000', 'another-binding'))).toEqual(['try_counted', 'failed']);
  });

  it('another way makes codes of the app worth nothing, and the code of the message right', () => {
    const waiting = at(asked, 20, { type: 'resend', channel: 'email' }).state as typeof asked;
    expect(kinds(waiting, 30, show(totp()))).toEqual(['try_counted']);
    const sent = at(
      at(waiting, 30, { type: 'begin_sending', channel: 'email', leaseMs: 1 }).state,
      40,
      sentAs(2),
    ).state;
    expect(kinds(sent as typeof asked, 50, show(totp()))).toEqual(['try_counted']);
    expect(kinds(sent as typeof asked, 50, show(undefined, codeOf(2)))).toEqual(['try_counted', 'verified']);
  });

  it('another way is to be had at once: nothing was sent yet', () => {
    expect(at(asked, 11, resend).decided.ok).toBe(true);
  });

  it('before it is asked, no code of an app opens it', () => {
    expect(kinds(after([0, claim]), 5, show(totp()))).toEqual(['try_counted']);
    const failing = after([0, claim], [1, failedAs(1, 'timeout', true)]);
    expect(kinds(failing, 5, show(totp()))).toEqual(['try_counted']);
  });

  it('for an account whose codes are guessed two codes in a row are asked, or a recovery code (OTP-12)', () => {
    const guessed = { ...claim, reservation: { digits: 8, isGuessed: true, supersedes: [] } } as Command;
    const doubted = after([0, guessed], [10, askedApp]);
    expect(kinds(doubted, 20, show(totp(1)))).toEqual(['try_counted']);
    expect(kinds(doubted, 20, show(totp(2)))).toEqual(['try_counted', 'verified']);
    expect(kinds(doubted, 20, show({ kind: 'recovery', index: 0, strength: 'medium' }))).toContain('verified');
  });

  it('of a challenge that does not exist nothing is verified', () => {
    expect(at(initialState, 20, show(totp())).decided).toEqual({ ok: false, reason: 'unknown' });
  });
});
