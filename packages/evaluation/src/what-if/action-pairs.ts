import type { Action } from '@countersign/events';

/** How many of some events each action was taken for. */
export type ActionCounts = Readonly<Record<Action, number>>;

/** The recorded decisions beside what another policy makes of the same events. */
export interface Compared {
  readonly events: number;
  readonly recorded: ActionCounts;
  readonly other: ActionCounts;
}

const actions = ['allow', 'challenge', 'hold', 'deny'] as const satisfies readonly Action[];
const numberOf: Readonly<Record<Action, number>> = { allow: 0, challenge: 1, hold: 2, deny: 3 };

/** Recorded and other action in one number, so that a million events in six groups each are counted by one step a group. */
export const pairOf = (recorded: Action, other: Action): number =>
  numberOf[recorded] * actions.length + numberOf[other];

/** Counts pairs. */
export interface PairCounter {
  count(pair: number): void;
  compared(): Compared;
}

/** Nothing counted yet. */
export function pairCounter(): PairCounter {
  const pairs = new Uint32Array(actions.length * actions.length);
  const sum = (isIn: (recorded: Action, other: Action) => boolean): number =>
    actions.reduce(
      (all, recorded) =>
        actions.reduce((so, other) => (isIn(recorded, other) ? so + (pairs[pairOf(recorded, other)] ?? 0) : so), all),
      0,
    );
  const each = (of: (action: Action) => number): ActionCounts => ({
    allow: of('allow'),
    challenge: of('challenge'),
    hold: of('hold'),
    deny: of('deny'),
  });
  return {
    count: (pair) => void (pairs[pair] = (pairs[pair] ?? 0) + 1),
    compared: () => ({
      events: sum(() => true),
      recorded: each((action) => sum((recorded) => recorded === action)),
      other: each((action) => sum((_, other) => other === action)),
    }),
  };
}
