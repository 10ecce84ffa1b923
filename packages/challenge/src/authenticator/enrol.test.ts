import { describe, expect, it } from 'vitest';
import { appHmac } from '../../test-support/app-hmac.ts';
import { decodeAuthenticator, encodeAuthenticator } from './authenticator-codec.ts';
import { type Authenticator, type AuthenticatorRecord, noAuthenticator } from './authenticator-record.ts';
import { checkAppCode, recoveryCodesLeft, spendProof } from './check-app-code.ts';
import { type Approval, beginEnrolment, confirmEnrolment, removeAuthenticator, renewRecoveryCodes } from './enrol.ts';
import { recoveryCode, recoveryCodePattern, normalRecoveryCode } from './recovery-code.ts';
import { stepAt, stepCode } from './step-code.ts';

const nowMs = 1_772_357_400_000;
const hourMs = 3_600_000;
const secret = Uint8Array.from({ length: 20 }, (_, at) => at * 7 + 1);
const code = (atMs = nowMs): string => stepCode(secret, stepAt(atMs), appHmac);
const chance = { id: 'enrolment-1', secret };
const recovery = Array.from({ length: 10 }, (_, at) => Uint8Array.from({ length: 15 }, (__, byte) => at * 20 + byte));
const approval = (id = 'challenge-1', isStrong = false): Approval => ({ id, isStrong });

const begun = (record = noAuthenticator, by = approval()): AuthenticatorRecord => {
  const change = beginEnrolment(record, by, chance, nowMs);
  if (!change.ok) throw new Error(change.reason);
  return change.record;
};
const confirm = (record: AuthenticatorRecord, typed: string, atMs = nowMs, enrolmentId = 'enrolment-1') =>
  confirmEnrolment(record, { accountId: 'acc-1', enrolmentId, code: typed, nowMs: atMs, recovery }, appHmac);
const enrolled = (by = approval()): { readonly record: AuthenticatorRecord; readonly codes: readonly string[] } => {
  const done = confirm(begun(noAuthenticator, by), code());
  if (!done.ok) throw new Error(done.reason);
  return { record: done.record, codes: done.recoveryCodes };
};
const active = (by = approval()): Authenticator => enrolled(by).record.active as Authenticator;
const check = (of: Authenticator | undefined, typed: string, atMs: number, challengeId = 'challenge-9') =>
  checkAppCode(of, { accountId: 'acc-1', code: typed, nowMs: atMs, challengeId }, appHmac);

describe('enrolling an authenticator (OTP-20)', () => {
  it('counts only when a code of it was shown', () => {
    expect(begun().active).toBeUndefined();
    expect(confirm(begun(), '000000')).toMatchObject({ ok: false, reason: 'wrong_code' });
    expect(enrolled().record).toMatchObject({ active: { secret, enrolledAtMs: nowMs }, enrolment: undefined });
  });

  it('an abandoned one is over after ten minutes, and so is one of another id', () => {
    expect(confirm(begun(), code(nowMs + 600_000), nowMs + 600_000)).toEqual({ ok: false, reason: 'no_enrolment' });
    expect(confirm(begun(), code(), nowMs, 'enrolment-2')).toEqual({ ok: false, reason: 'no_enrolment' });
    expect(confirm(noAuthenticator, code())).toEqual({ ok: false, reason: 'no_enrolment' });
  });

  it('is over after five wrong codes, even for the right one', () => {
    let record = begun();
    for (let tries = 0; tries < 5; tries += 1) record = confirm(record, '000000').record ?? record;
    expect(confirm(record, code())).toEqual({ ok: false, reason: 'no_enrolment' });
  });

  it('one approval allows one change', () => {
    const { record } = enrolled();
    expect(beginEnrolment(record, approval(), chance, nowMs)).toEqual({ ok: false, reason: 'approval_used' });
    expect(removeAuthenticator(record, approval())).toEqual({ ok: false, reason: 'approval_used' });
    expect(removeAuthenticator(record, approval('challenge-2'))).toMatchObject({ ok: true });
    expect(removeAuthenticator(noAuthenticator, approval())).toEqual({ ok: false, reason: 'not_enrolled' });
  });

  it('what is enrolled stays until the new one is confirmed', () => {
    const first = enrolled().record;
    const second = begun(first, approval('challenge-2'));
    expect(second.active).toEqual(first.active);
    expect(confirm(second, '000000').record?.active).toEqual(first.active);
  });

  it('the code that confirmed it verifies nothing', () => {
    expect(check(active(), code(), nowMs)).toBeUndefined();
  });

  it('is as weak as a phone for 72 hours, unless a strong factor or a person approved it', () => {
    const strengthAt = (of: Authenticator, atMs: number) => check(of, code(atMs), atMs)?.strength;
    expect(strengthAt(active(), nowMs + 72 * hourMs - 1_000)).toBe('medium');
    expect(strengthAt(active(), nowMs + 72 * hourMs)).toBe('strong');
    expect(strengthAt(active(approval('c', true)), nowMs + 60_000)).toBe('strong');
  });
});

describe('recovery codes', () => {
  it('are ten of 120 bits each, in words that people can read out', () => {
    const { codes } = enrolled();
    expect(new Set(codes).size).toBe(10);
    for (const one of codes) expect(normalRecoveryCode(one)).toMatch(recoveryCodePattern);
    expect(recoveryCode(new Uint8Array(15).fill(255))).toBe('ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ');
  });

  it('are not kept, only their digests', () => {
    const { record, codes } = enrolled();
    const bytes = new TextDecoder('latin1').decode(encodeAuthenticator(record));
    for (const one of codes) {
      expect(bytes).not.toContain(one);
      expect(bytes).not.toContain(normalRecoveryCode(one));
    }
  });

  it('work once each, for one challenge, however they are typed, as a weaker proof than the app', () => {
    const { record, codes } = enrolled(approval('c', true));
    const of = record.active as Authenticator;
    const typed = codes[3]?.toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l') ?? '';
    const proof = check(of, typed, nowMs);
    expect(proof).toEqual({ kind: 'recovery', index: 3, strength: 'medium' });
    const spent = spendProof(of, proof!, 'challenge-9')!;
    expect(recoveryCodesLeft(spent)).toBe(9);
    expect(check(spent, typed, nowMs, 'challenge-10')).toBeUndefined();
    expect(check(spent, typed, nowMs)).toEqual(proof);
  });

  it('are renewed by a strong approval alone, once; the ones before are worthless, the app stays as it is', () => {
    const { record, codes } = enrolled();
    const given = { accountId: 'acc-1', recovery: recovery.map((chance) => chance.map((byte) => byte ^ 0x55)) };
    expect(renewRecoveryCodes(record, approval('c'), given)).toEqual({ ok: false, reason: 'approval_too_weak' });
    expect(renewRecoveryCodes(noAuthenticator, approval('c', true), given).ok).toBe(false);
    const renewed = renewRecoveryCodes(record, approval('c', true), given);
    if (!renewed.ok) throw new Error(renewed.reason);
    expect(renewRecoveryCodes(renewed.record, approval('c', true), given)).toMatchObject({ reason: 'approval_used' });
    const { active: now } = decodeAuthenticator(encodeAuthenticator(renewed.record));
    expect({ ...now, recovery: [] }).toEqual({ ...record.active, recovery: [] });
    expect(check(now, codes[0] ?? '', nowMs)).toBeUndefined();
    expect(check(now, renewed.recoveryCodes[0] ?? '', nowMs)).toMatchObject({ kind: 'recovery', index: 0 });
  });

  it('of another account are worth nothing', () => {
    const { record, codes } = enrolled();
    const attempt = { accountId: 'acc-2', code: codes[0] ?? '', nowMs, challengeId: 'challenge-9' };
    expect(checkAppCode(record.active, attempt, appHmac)).toBeUndefined();
  });
});

describe('spending a proof', () => {
  const later = nowMs + 60_000;

  it('a code counts for one challenge; for that one again, should the first try have been lost', () => {
    const of = active();
    const proof = check(of, code(later), later)!;
    const spent = spendProof(of, proof, 'challenge-9')!;
    expect(check(spent, code(later), later, 'challenge-10')).toBeUndefined();
    expect(spendProof(spent, proof, 'challenge-10')).toBeUndefined();
    expect(check(spent, code(later), later)).toEqual(proof);
    expect(spendProof(spent, proof, 'challenge-9')).toEqual(spent);
  });

  it('does the same keyed work with an authenticator and without (OTP-05)', () => {
    const count = (of: Authenticator | undefined): number => {
      let digests = 0;
      const counting = (key: Uint8Array, data: Uint8Array): Uint8Array => {
        digests += 1;
        return appHmac(key, data);
      };
      checkAppCode(of, { accountId: 'acc-1', code: code(), nowMs, challengeId: 'challenge-9' }, counting);
      return digests;
    };
    expect(count(undefined)).toBe(count(active()));
  });
});

describe('the stored form', () => {
  it('comes back as it was', () => {
    const { record } = enrolled();
    for (const one of [noAuthenticator, begun(), record, begun(record, approval('challenge-2'))]) {
      expect(decodeAuthenticator(encodeAuthenticator(one))).toEqual(one);
    }
  });

  it('refuses another version and whatever is damaged', () => {
    const bytes = encodeAuthenticator(enrolled().record);
    expect(() => decodeAuthenticator(Uint8Array.of(9, ...bytes.subarray(1)))).toThrow('has version 9');
    expect(() => decodeAuthenticator(bytes.subarray(0, -1))).toThrow('cannot be read');
  });
});
