import type { EntityMembers, ScoringInput } from '../../scoring-input.ts';

const dayMs = 86_400_000;
/** Accounts of a device are kept in one set per week, so that "was there before" can be told from "is new". */
export const deviceWeekMs = 7 * dayMs;

/**
 * How many accounts were new to the device in the last 7 days: seen in them, and not in the weeks before. A family's
 * tablet, where everybody comes back, counts none. Undefined when a set was not available. Newness is judged by
 * weeks, so an account counts as new for 7 to 14 days.
 */
export function accountsNewToDevice(input: ScoringInput, isNewHere: boolean): number | undefined {
  const current = input.entities.get('deviceAccounts');
  const last = input.entities.get('deviceAccountsLastWeek');
  const before = input.entities.get('deviceAccountsBefore');
  if (current === undefined || last === undefined || before === undefined) return undefined;
  const sinceMs = input.logTimeMs - deviceWeekMs;
  const self = input.keys.account;
  let count = isNewHere && !before.has(self) ? 1 : 0;
  for (const account of current.keys()) {
    if (account !== self && !before.has(account) && !wasOld(last, account, sinceMs)) count += 1;
  }
  for (const [account, newestMs] of last) {
    const isRecent = newestMs > sinceMs - dayMs;
    if (account !== self && isRecent && !current.has(account) && !before.has(account)) count += 1;
  }
  return count;
}

const wasOld = (lastWeek: EntityMembers, account: string, sinceMs: number): boolean => {
  const newestMs = lastWeek.get(account);
  return newestMs !== undefined && newestMs <= sinceMs;
};
