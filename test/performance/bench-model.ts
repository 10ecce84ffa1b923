import { type Model, readModel } from '@countersign/models';

/** What decisions recorded, by name of the feature. */
export type Recorded = Readonly<Record<string, number | string | boolean>>;

const trees = 200;
const depth = 6;

/**
 * A model of 200 full trees of depth 6 in LightGBM's own form, over the numbers of recorded decisions: thresholds are
 * values that were seen, so that rows part as they would in a trained model and no branch can be guessed.
 */
export function benchModel(recorded: readonly Recorded[]): Model {
  const values = valuesOf(recorded);
  const names = [...values.keys()];
  const draw = seeded(7);
  const node = (level: number): object => {
    if (level === 0) return { leaf_value: (draw(2_000) - 1_000) / 10_000, leaf_count: 100 };
    const feature = draw(names.length);
    const seen = values.get(names[feature] ?? '') ?? [0];
    return {
      split_feature: feature,
      decision_type: '<=',
      threshold: seen[draw(seen.length)] ?? 0,
      default_left: draw(2) === 0,
      missing_type: 'NaN',
      internal_count: 100 * 2 ** level,
      left_child: node(level - 1),
      right_child: node(level - 1),
    };
  };
  const read = readModel(
    JSON.stringify({
      format: 'countersign-model/1',
      name: 'bench',
      eventTypes: ['purchase.requested'],
      baseLogOdds: -4.6,
      lightgbm: {
        name: 'tree',
        version: 'v4',
        num_class: 1,
        num_tree_per_iteration: 1,
        objective: 'binary sigmoid:1',
        average_output: false,
        feature_names: names,
        tree_info: Array.from({ length: trees }, () => ({ tree_structure: node(depth) })),
      },
    }),
  );
  if (!read.ok) throw new Error(read.problem);
  return read.model;
}

/** Every number and flag, and what was seen of it. */
function valuesOf(recorded: readonly Recorded[]): ReadonlyMap<string, readonly number[]> {
  const values = new Map<string, number[]>();
  for (const features of recorded) {
    for (const [name, value] of Object.entries(features)) {
      if (typeof value === 'string') continue;
      const known = values.get(name) ?? [];
      known.push(Number(value));
      values.set(name, known);
    }
  }
  return values;
}

/** Always the same numbers (mulberry32). */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}
