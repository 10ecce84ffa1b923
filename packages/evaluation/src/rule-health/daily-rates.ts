/** How many events there were on each day (UTC), and how a part of them drifts against the whole. */
export interface DailyRates {
  /** @param logTime RFC 3339 in UTC */
  note(logTime: string): void;
  readonly byDay: ReadonlyMap<string, number>;
  /** The rates before and in the last quarter of the days, where they differ beyond chance and by more than double or half. */
  driftAgainst(all: readonly DailyRates[]): { readonly before: number; readonly lately: number } | undefined;
}

const leastDays = 8;
const latelyShare = 0.25;
const driftRatio = 2;
/** Standard deviations: one rule in 15,000 drifts so far by chance. */
const beyondChance = 4;

export function dailyRates(): DailyRates {
  const byDay = new Map<string, number>();
  return {
    byDay,
    note(logTime) {
      const day = logTime.slice(0, 10);
      byDay.set(day, (byDay.get(day) ?? 0) + 1);
    },
    driftAgainst(all) {
      const days = [...new Set(all.flatMap((one) => [...one.byDay.keys()]))].toSorted();
      if (days.length < leastDays) return undefined;
      const from = days[Math.floor(days.length * (1 - latelyShare))] ?? '';
      const whole = split(all, from);
      const part = split([{ byDay }], from);
      return drift(part, whole);
    },
  };
}

interface Halves {
  readonly before: number;
  readonly lately: number;
}

function split(all: readonly Pick<DailyRates, 'byDay'>[], from: string): Halves {
  let [before, lately] = [0, 0];
  for (const { byDay } of all) {
    for (const [day, count] of byDay) {
      if (day < from) before += count;
      else lately += count;
    }
  }
  return { before, lately };
}

/** Two proportions, compared with their common one. */
function drift(part: Halves, whole: Halves): Halves | undefined {
  if (whole.before === 0 || whole.lately === 0) return undefined;
  const before = part.before / whole.before;
  const lately = part.lately / whole.lately;
  const common = (part.before + part.lately) / (whole.before + whole.lately);
  const deviation = Math.sqrt(common * (1 - common) * (1 / whole.before + 1 / whole.lately));
  const isFar = Math.abs(lately - before) > beyondChance * deviation;
  const isMuch = lately > driftRatio * before || before > driftRatio * lately;
  return isFar && isMuch ? { before, lately } : undefined;
}
