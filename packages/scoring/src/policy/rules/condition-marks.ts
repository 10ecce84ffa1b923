/** Marks on numbered conditions, one bit each: they come out in order and once each, without being sorted. */
export interface ConditionMarks {
  /** Takes all marks away but those that always stand. */
  clear(): void;
  mark(condition: number): void;
  /** What is marked, rising. */
  marked(): readonly number[];
}

/** Marks on conditions from 0 up to `count`; those of `always` stand whatever happens. */
export function conditionMarks(count: number, always: readonly number[]): ConditionMarks {
  const bits = new Int32Array((count + 31) >> 5);
  const mark = (condition: number): void => {
    const word = condition >> 5;
    bits[word] = (bits[word] ?? 0) | (1 << (condition & 31));
  };
  for (const condition of always) mark(condition);
  const standing = bits.slice();
  return {
    clear: () => bits.set(standing),
    mark,
    marked() {
      const found: number[] = [];
      for (let word = 0; word < bits.length; word += 1) {
        for (let left = bits[word] ?? 0; left !== 0; left &= left - 1) found.push((word << 5) + lowestBit(left));
      }
      return found;
    },
  };
}

const lowestBit = (word: number): number => 31 - Math.clz32(word & -word);
