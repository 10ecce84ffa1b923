import { type BudgetEntry, type ClaimedChallenge, isOwnLife } from '@countersign/challenge';
import type { AccountBudgets } from './account-budgets.ts';
import { createPseudonyms } from '../pseudonyms.ts';
import type { ChallengeLedger } from './challenge-ledger.ts';
import type { NotifierPorts } from './notifier-ports.ts';
import { type Client, verifierOf } from './verifier-of.ts';

/** Most decisions that a report lists for review. */
const mostConcerned = 16;

/**
 * "This wasn't me" (OTP-34): ends what else is live from the reported device or session, lists the decisions of the last day that
 * asked for a code there, and reports. In this order: once the report is durable so is the rest, and who is answered 503 asks again.
 * An owner's own challenges from elsewhere go on. Resolves alike for a challenge that never was.
 */
export function createReportNotMe(
  { mac, geo }: Pick<NotifierPorts, 'mac' | 'geo'>,
  ledger: ChallengeLedger,
  budgets: AccountBudgets,
): (challengeId: string, reporter: Client) => Promise<void> {
  const pseudonym = createPseudonyms(mac);
  const ofSamePlace = async ({ terms }: ClaimedChallenge): Promise<readonly BudgetEntry[]> => {
    const entries = await budgets.entries(terms.accountId);
    const own = entries.find(({ challengeId }) => challengeId === terms.challengeId);
    const place = { device: terms.device, session: own?.session };
    return entries.filter((one) => one.challengeId !== terms.challengeId && isSamePlace(one, place));
  };

  return async (challengeId, client) => {
    const reporter = verifierOf(client, pseudonym, geo);
    const found = await ledger.read(challengeId);
    const decisionIds: string[] = [];
    if (isOwnLife(found) && found.status !== 'reported') {
      decisionIds.push(...decisionsOf(found));
      for (const { challengeId: other } of await ofSamePlace(found)) {
        const state = await ledger.read(other);
        if (!isOwnLife(state)) continue;
        decisionIds.push(...decisionsOf(state));
        await ledger.change(other, { type: 'cancel' });
      }
    }
    const concerned = [...new Set(decisionIds)].slice(0, mostConcerned);
    await ledger.change(challengeId, { type: 'report', decisionIds: concerned, reporter });
  };
}

const decisionsOf = ({ terms, joined }: ClaimedChallenge): readonly string[] =>
  [terms, ...joined].map(({ decisionId }) => decisionId);

type Place = Pick<BudgetEntry, 'device' | 'session'>;

/** Of the same device or session; where neither is known, what else came from nobody knows where. */
function isSamePlace(one: Place, reported: Place): boolean {
  if (reported.device === undefined && reported.session === undefined)
    return one.device === undefined && one.session === undefined;
  return (
    (reported.device !== undefined && one.device === reported.device) ||
    (reported.session !== undefined && one.session === reported.session)
  );
}
