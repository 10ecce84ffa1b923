import {
  type AccountBudget,
  type BudgetEntry,
  type ChallengeState,
  type Reservation,
  budgetLimits,
  decodeBudget,
  emptyBudget,
  encodeBudget,
  initialState,
  reserveChallenge,
} from '@countersign/challenge';
import type { Challenge } from '@countersign/events';
import type { StoredChallenge } from '../ports/challenge-store.ts';
import type { AuthenticatorBook } from './authenticator-book.ts';
import { createPseudonyms } from '../pseudonyms.ts';
import { type NotifierPorts, type NotifierSettings, notifierLimits } from './notifier-ports.ts';
import { type RecordKind, changeRecord } from './stored-record.ts';
import { markBytes, openState } from './stored-state.ts';

/** What accounts may be asked, over all their challenges (OTP-11, OTP-12, OTP-35). */
export interface AccountBudgets {
  /**
   * Charges a challenge to its account, once however often it is asked. Resolves when the charge is durable.
   * Throws `store_unavailable` (retryable) when the store fails: then nobody knows, and nothing is claimed.
   */
  reserve(challenge: Challenge): Promise<Reservation>;
  /** The challenges of the last day that the account was charged for, oldest first. */
  entries(accountId: string): Promise<readonly BudgetEntry[]>;
}

/** Id of the record with an account's budget, beside the challenges. @param account pseudonym of the account */
export const accountBudgetId = (account: string): string => `budget:account:${account}`;

/** Budgets lie in the challenge store, under the pseudonym of the account, and change by compare-and-set like challenges. */
export function createAccountBudgets(
  ports: Pick<NotifierPorts, 'challenges' | 'clock' | 'mac' | 'randomness'>,
  { budgets = budgetLimits, observer }: Pick<NotifierSettings, 'budgets' | 'observer'>,
  authenticators: Pick<AuthenticatorBook, 'find'>,
): AccountBudgets {
  const { challenges, clock } = ports;
  const pseudonym = createPseudonyms(ports.mac);

  const kept: RecordKind<AccountBudget> = {
    keepMs: notifierLimits.keepBudgetMs,
    encode: encodeBudget,
    decode(bytes) {
      try {
        return bytes === undefined ? emptyBudget : decodeBudget(bytes);
      } catch (error) {
        observer.failed('take_in', error); // Of a release that we cannot read: budgets begin anew, and it is said.
        return emptyBudget;
      }
    },
  };

  const canShowApp = async ({ accountId, channels }: Challenge): Promise<boolean> =>
    channels.includes('authenticator') && (await authenticators.find(accountId)).active !== undefined;

  const statesOf = async ({ entries }: AccountBudget): Promise<ReadonlyMap<string, ChallengeState>> => {
    const states = await Promise.all(entries.map(({ challengeId }) => challenges.load(challengeId)));
    return new Map(entries.map(({ challengeId }, at) => [challengeId, stateOf(states[at])]));
  };

  const idOf = (accountId: string): string => accountBudgetId(pseudonym('account', accountId));

  return {
    entries: async (accountId) =>
      kept.decode((await challenges.load(idOf(accountId)))?.state.subarray(markBytes)).entries,
    reserve(challenge) {
      return changeRecord(ports, idOf(challenge.accountId), kept, async (before) => {
        const states = await statesOf(before);
        const stateNow = (challengeId: string): ChallengeState => states.get(challengeId) ?? initialState;
        const reserve = (hasApp: boolean) =>
          reserveChallenge(before, challenge, stateNow, clock.now(), budgets, hasApp);
        const found = reserve(false);
        const isOff = found.reservation.refusal === 'factor_off';
        const { budget, reservation } = isOff && (await canShowApp(challenge)) ? reserve(true) : found;
        return { value: budget, found: reservation };
      });
    },
  };
}

/** One that this release cannot read counts as live until its time is over. */
function stateOf(stored: StoredChallenge | undefined): ChallengeState {
  try {
    return openState(stored);
  } catch {
    return initialState;
  }
}
