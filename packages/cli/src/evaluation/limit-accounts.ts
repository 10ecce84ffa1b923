import type { LabelledEvents } from '@countersign/evaluation';

/** The events of the first so many accounts, whole. */
export function limitAccounts(events: LabelledEvents, count: number): LabelledEvents {
  const kept = new Set<string>();
  let length = 0;
  for (const { accountId } of events) {
    if (kept.size < count) kept.add(accountId);
    if (kept.has(accountId)) length += 1;
  }
  return {
    length,
    *[Symbol.iterator]() {
      for (const event of events) if (kept.has(event.accountId)) yield event;
    },
  };
}
