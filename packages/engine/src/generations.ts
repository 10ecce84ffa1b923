/** What was asked for of late, by name. */
export interface Generations<Value> {
  get(name: string): Value | undefined;
  set(name: string, value: Value): void;
  delete(name: string): void;
}

/**
 * Two generations of at most `most` entries each. What is asked for moves to the young one; when that is full the old one
 * goes as a whole: bounded like a list by last use, without the work of one.
 */
export function createGenerations<Value>(most: number): Generations<Value> {
  let young = new Map<string, Value>();
  let old = new Map<string, Value>();
  const set = (name: string, value: Value): void => {
    if (young.size >= most) {
      old = young;
      young = new Map();
    }
    young.set(name, value);
  };
  return {
    set,
    get(name) {
      const found = young.get(name);
      if (found !== undefined) return found;
      const older = old.get(name);
      if (older !== undefined) set(name, older);
      return older;
    },
    delete(name) {
      young.delete(name);
      old.delete(name);
    },
  };
}
