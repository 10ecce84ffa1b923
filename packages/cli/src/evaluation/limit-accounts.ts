import type { LabelledEvent } from '@countersign/evaluation';

/** The events of the first so many accounts, whole. */
export function limitAccounts(events: readonly LabelledEvent[], count: number): readonly LabelledEvent[] {
  const kept = new Set<string>();
  for (const { accountId } of events) if (kept.size < count) kept.add(accountId);
  return events.filter(({ accountId }) => kept.has(accountId));
}
