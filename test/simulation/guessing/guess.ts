import { type BudgetLimits, budgetLimits } from '@countersign/challenge';
import { type GuessedAccount, guessedAccount } from './guessed-account.ts';
import type { Attacker } from './attackers.ts';

/** What came of guessing at accounts for a year each. */
export interface Guesses {
  readonly accounts: number;
  readonly attempts: number;
  /** Guesses that were right. */
  readonly hits: number;
  /** Chance of at least one right guess per account and year, from the number of codes that each guess could have met. */
  readonly chancePerYear: number;
  /** How many hits that chance leads to one to expect. */
  readonly expectedHits: number;
}

const dayMs = 86_400_000;
const startMs = Date.UTC(2026, 0, 1);
/** An app's code is good in its own step and in both neighbours (RFC 6238 §5.2); two in a row in two ways. */
const goodAppCodes = 3;
const goodAppPairs = 2;

/** Lets an attacker guess at account after account, a year each, until there were `attempts`. @param random 0 ≤ x < 1 */
export function guess(
  makeAttacker: () => Attacker,
  attempts: number,
  random: () => number,
  limits: BudgetLimits = budgetLimits,
): Guesses {
  let [accounts, made, hits, expectedHits] = [0, 0, 0, 0];
  while (made < attempts) {
    const account = guessedAccount(`account-${accounts}`, limits);
    const attacker = makeAttacker();
    accounts += 1;
    for (let nowMs = startMs; nowMs < startMs + 365 * dayMs; nowMs += attacker.stepMs) {
      if (attacker.ownerIsThere && (nowMs - startMs) % dayMs === 0) ownerSignsIn(account, nowMs);
      attacker.act({
        nowMs,
        ask: (by = {}) => account.ask(nowMs, by),
        guess(id) {
          if (!account.isOpen(id, nowMs)) return false;
          made += 1;
          expectedHits += chanceOf(account, id);
          if (account.type(id, nowMs, someCode(account, id, random))) hits += 1;
          return account.isOpen(id, nowMs);
        },
      });
    }
  }
  return { accounts, attempts: made, hits, chancePerYear: expectedHits / accounts, expectedHits };
}

/** On a device that she proved, so nobody can use up what she needs for it. */
function ownerSignsIn(account: GuessedAccount, nowMs: number): void {
  const id = account.ask(nowMs, { isProved: true });
  if (id !== undefined) account.type(id, nowMs, account.codeOf(id));
}

function chanceOf(account: GuessedAccount, id: string): number {
  const { terms, deliveredBy } = account.stateOf(id);
  if (deliveredBy !== 'authenticator') return 10 ** -terms.digits;
  return terms.appCodes === 1 ? goodAppCodes / 1e6 : goodAppPairs / 1e12;
}

function someCode(account: GuessedAccount, id: string, random: () => number): string {
  const { digits } = account.stateOf(id).terms;
  return String(Math.floor(random() * 10 ** digits)).padStart(digits, '0');
}
