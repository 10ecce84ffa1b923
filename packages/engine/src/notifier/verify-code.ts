import type { ChallengeState, ClaimedChallenge, HandedOver, Refused, Verifier } from '@countersign/challenge';
import { createPseudonyms } from '../pseudonyms.ts';
import type { ChallengeLedger, Changed } from './challenge-ledger.ts';
import type { FailedTriesOfSources, TrySource } from './failed-tries.ts';
import type { NotifierPorts, NotifierSettings } from './notifier-ports.ts';
import type { PasswordResets } from './password-resets.ts';
import { type Client, verifierOf } from './verifier-of.ts';
import type { createVerifyCommand } from './verify-command.ts';

/** What somebody presents. */
export interface PresentedCode {
  /** Digits, or a recovery code. */
  readonly code: string;
  readonly bindingDigest: string;
  readonly client?: Client | undefined;
}

/** What came of it; a source that failed too often hears nothing but when to come again. */
export type Verified = 'verified' | 'rejected' | { readonly retryAfterSeconds: number };

/** A code, what it is presented for, and by whom. */
export interface CodeToCheck {
  readonly code: string;
  bindingFor(state: ChallengeState): string;
  /** Where it was typed, for the outcome. */
  readonly verifier?: Verifier | undefined;
  /** Whose failed tries are counted, where that is not the verifier. */
  readonly from?: Verifier | undefined;
  readonly handedOver?: HandedOver | undefined;
}

/** Checks a code of a challenge. */
export type CheckCode = (challengeId: string, presented: CodeToCheck) => Promise<Verified>;

interface Tried {
  readonly source: TrySource;
  readonly waitMs: number;
  readonly hasFailed: boolean;
}

/**
 * Checks codes: first whether the source may try at all, then the code, then a failed try is held against the source. Whatever
 * is rejected costs the same reads and writes, also for a challenge that does not exist (OTP-05, OTP-11). Throws as the ledger does.
 */
export function createCheckCode(
  { observer }: Pick<NotifierSettings, 'observer'>,
  ledger: ChallengeLedger,
  {
    commandOf,
    tries,
    resets,
    countVerified,
  }: {
    readonly commandOf: ReturnType<typeof createVerifyCommand>;
    readonly tries: FailedTriesOfSources;
    readonly resets: PasswordResets;
    readonly countVerified: (state: ClaimedChallenge) => void;
  },
): CheckCode {
  /** What comes next must not rest on the channel that reset the password (OTP-39); should this fail, the scorer knows it too. */
  const rememberReset = async ({ terms, deliveredBy }: ClaimedChallenge): Promise<void> => {
    if (terms.purpose !== 'password_reset' || deliveredBy === undefined) return;
    await resets.remember(terms.accountId, deliveredBy).catch((error: unknown) => observer.failed('answer', error));
  };
  return async (challengeId, { code, bindingFor, verifier, from = verifier, handedOver }) => {
    let by: Tried | undefined;
    const changed = await ledger.change(challengeId, async (state) => {
      const source = tries.sourceOf(state, from);
      by ??= { source, ...(await tries.standing(source)) };
      if (by.waitMs > 0) return mustWait(by.waitMs);
      return commandOf({ challengeId, code, bindingDigest: bindingFor(state), verifier, handedOver })(state);
    });
    if (by === undefined) throw new Error('a code was checked without a look at its source');
    if (by.waitMs > 0) return { retryAfterSeconds: Math.ceil(by.waitMs / 1000) };
    if (changed.ok && isVerified(changed)) {
      countVerified(changed.state);
      await rememberReset(changed.state);
      if (by.hasFailed) await tries.succeeded(by.source);
      return 'verified';
    }
    // A refusal looked twice; a try that was counted must not take less.
    if (changed.ok) await ledger.glance(challengeId);
    await tries.failed(by.source);
    return 'rejected';
  };
}

/** Checks what a customer's page sends. */
export function createVerifyCode(
  { mac, geo }: Pick<NotifierPorts, 'mac' | 'geo'>,
  checkCode: CheckCode,
): (challengeId: string, presented: PresentedCode) => Promise<Verified> {
  const pseudonym = createPseudonyms(mac);
  return (challengeId, { code, bindingDigest, client = {} }) => {
    const verifier = verifierOf(client, pseudonym, geo);
    return checkCode(challengeId, { code, bindingFor: () => bindingDigest, verifier });
  };
}

const mustWait = (retryAfterMs: number): Refused => ({ ok: false, reason: 'too_many_failures', retryAfterMs });

const isVerified = (changed: Changed): boolean => changed.ok && changed.events.some(({ type }) => type === 'verified');
