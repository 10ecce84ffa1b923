/** A step out of a state, with words for a person. */
export interface Step<State> {
  readonly what: string;
  readonly to: State;
}

/** Everything that can happen in a world, from its first state on. */
export interface Model<State> {
  readonly first: State;
  steps(state: State): readonly Step<State>[];
  /** What is wrong with a state, as a sentence. */
  violation(state: State): string | undefined;
}

export interface Exploration {
  readonly states: number;
  /** Of the first violation found, which has the fewest steps; absent when there is none. */
  readonly violation?: { readonly what: string; readonly story: readonly string[] };
  /** Whether `mostStates` ended it: then nothing is proven. */
  readonly isCut: boolean;
}

/** Visits every state that can be reached, nearest first, until one is wrong. */
export function explore<State>(model: Model<State>, mostStates: number): Exploration {
  const keys = new Map<string, number>([[JSON.stringify(model.first), 0]]);
  const queue: State[] = [model.first];
  const cameBy: { readonly from: number; readonly what: string }[] = [{ from: -1, what: '' }];
  for (let at = 0; at < queue.length; at += 1) {
    const state = queue[at] as State;
    const what = model.violation(state);
    if (what !== undefined)
      return { states: queue.length, isCut: false, violation: { what, story: storyOf(at, cameBy) } };
    if (queue.length > mostStates) return { states: queue.length, isCut: true };
    for (const step of model.steps(state)) {
      const key = JSON.stringify(step.to);
      if (keys.has(key)) continue;
      keys.set(key, queue.length);
      queue.push(step.to);
      cameBy.push({ from: at, what: step.what });
    }
  }
  return { states: queue.length, isCut: false };
}

function storyOf(end: number, cameBy: readonly { readonly from: number; readonly what: string }[]): readonly string[] {
  const story: string[] = [];
  for (let at = end; at > 0; at = cameBy[at]?.from ?? 0) story.unshift(cameBy[at]?.what ?? '');
  return story;
}
