/** How often customers are asked for a code on one day (UTC). */
export interface AskedDays {
  /** @param logTime RFC 3339 in UTC */
  note(account: string, logTime: string): void;
  /** Customers asked at all. */
  customers(): number;
  /** Customers asked more often than that on some day. */
  askedMoreThan(times: number): number;
  mostOnOneDay(): number;
}

export function askedDays(): AskedDays {
  const byAccount = new Map<string, Map<string, number>>();
  const mostOf = (days: ReadonlyMap<string, number>): number => Math.max(0, ...days.values());
  return {
    note(account, logTime) {
      const days = byAccount.get(account) ?? new Map<string, number>();
      byAccount.set(account, days);
      const day = logTime.slice(0, 10);
      days.set(day, (days.get(day) ?? 0) + 1);
    },
    customers: () => byAccount.size,
    askedMoreThan: (times) => [...byAccount.values()].filter((days) => mostOf(days) > times).length,
    mostOnOneDay: () => [...byAccount.values()].reduce((most, days) => Math.max(most, mostOf(days)), 0),
  };
}
