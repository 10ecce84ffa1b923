/** Lets so many lines of a kind through in a minute, and says how many it held back. */
export interface LineBudget {
  /** Whether the line may be written; if so, how many of its kind were held back before it. */
  take(kind: string): { readonly heldBack: number } | undefined;
}

const minuteMs = 60_000;
/** Kinds that a stranger may choose freely: beyond so many all are forgotten, which costs a line too many. */
const mostKinds = 1_000;

/** @param perMinute lines of each kind */
export function createLineBudget(perMinute: number, nowMs: () => number): LineBudget {
  const spent = new Map<string, { untilMs: number; lines: number; heldBack: number }>();
  return {
    take(kind) {
      const now = nowMs();
      const known = spent.get(kind);
      if (known !== undefined && now < known.untilMs) {
        if (known.lines < perMinute) {
          known.lines += 1;
          return { heldBack: 0 };
        }
        known.heldBack += 1;
        return undefined;
      }
      if (spent.size >= mostKinds) spent.clear();
      spent.set(kind, { untilMs: now + minuteMs, lines: 1, heldBack: 0 });
      return { heldBack: known?.heldBack ?? 0 };
    },
  };
}
