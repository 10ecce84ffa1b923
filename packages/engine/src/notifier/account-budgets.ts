import {
  type AccountBudget,
  type ChallengeState,
  type Reservation,
  budgetLimits,
  decodeBudget,
  emptyBudget,
  encodeBudget,
  initialState,
  reserveChallenge,
} from '@countersign/challenge';
import { type Challenge, CountersignError } from '@countersign/events';
import type { StoredChallenge } from '../ports/challenge-store.ts';
import { createPseudonyms } from '../pseudonyms.ts';
import { type NotifierPorts, type NotifierSettings, notifierLimits } from './notifier-ports.ts';
import { bearsMark, markBytes, openState } from './stored-state.ts';

/** What accounts may be asked, over all their challenges (OTP-11, OTP-12, OTP-35). */
export interface AccountBudgets {
  /**
   * Charges a challenge to its account, once however often it is asked. Resolves when the charge is durable.
   * Throws `store_unavailable` (retryable) when the store fails: then nobody knows, and nothing is claimed.
   */
  reserve(challenge: Challenge): Promise<Reservation>;
}

/** Budgets lie in the challenge store, under the pseudonym of the account, and change by compare-and-set like challenges. */
export function createAccountBudgets(
  { challenges, clock, mac, randomness }: Pick<NotifierPorts, 'challenges' | 'clock' | 'mac' | 'randomness'>,
  { budgets = budgetLimits, observer }: Pick<NotifierSettings, 'budgets' | 'observer'>,
): AccountBudgets {
  const pseudonym = createPseudonyms(mac);

  const budgetOf = (stored: StoredChallenge | undefined): AccountBudget => {
    try {
      return stored === undefined ? emptyBudget : decodeBudget(stored.state.subarray(markBytes));
    } catch (error) {
      observer.failed('take_in', error); // Of a release that we cannot read: budgets begin anew, and it is said.
      return emptyBudget;
    }
  };

  const statesOf = async ({ entries }: AccountBudget): Promise<ReadonlyMap<string, ChallengeState>> => {
    const states = await Promise.all(entries.map(({ challengeId }) => challenges.load(challengeId)));
    return new Map(entries.map(({ challengeId }, at) => [challengeId, stateOf(states[at])]));
  };

  return {
    async reserve(challenge) {
      const id = `budget:${pseudonym('account', challenge.accountId)}`;
      for (let attempt = 0; attempt < notifierLimits.conflicts; attempt += 1) {
        const stored = await challenges.load(id);
        const before = budgetOf(stored);
        const states = await statesOf(before);
        const nowMs = clock.now();
        const stateNow = (challengeId: string): ChallengeState => states.get(challengeId) ?? initialState;
        const { budget, reservation } = reserveChallenge(before, challenge, stateNow, nowMs, budgets);
        const mark = randomness.bytes(markBytes);
        const receipt = await challenges.transition({
          challengeId: id,
          expectedVersion: stored?.version ?? 0,
          state: Buffer.concat([mark, encodeBudget(budget)]),
          outbox: [],
          dueAtMs: null,
          keepUntilMs: nowMs + notifierLimits.keepBudgetMs,
        });
        // A client library may have sent the write twice and report the fate of the second.
        if (receipt.result === 'conflict' && !bearsMark(await challenges.load(id), mark)) continue;
        await receipt.durable();
        return reservation;
      }
      throw new CountersignError(
        'store_unavailable',
        `The budget of an account changed ${notifierLimits.conflicts} times meanwhile.`,
        { retryable: true },
      );
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
