/** What is true from a time on, until the next entry. */
export interface Timeline<T> {
  at(timeMs: number): T;
  change(fromMs: number, value: T): void;
}

/** A timeline whose first value has always been true. Changes may be told in any order. */
export function timeline<T>(first: T): Timeline<T> {
  const entries: { readonly fromMs: number; readonly value: T }[] = [
    { fromMs: Number.NEGATIVE_INFINITY, value: first },
  ];
  return {
    at(timeMs) {
      let value = first;
      for (const entry of entries) {
        if (entry.fromMs > timeMs) break;
        value = entry.value;
      }
      return value;
    },
    change(fromMs, value) {
      entries.push({ fromMs, value });
      entries.sort((a, b) => a.fromMs - b.fromMs);
    },
  };
}
