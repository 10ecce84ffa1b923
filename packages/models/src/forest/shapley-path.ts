/** One input on the way to a leaf. */
interface Step {
  /** −1 for the start of the way. */
  readonly input: number;
  /** Share of training rows that come this way when the input is not known. */
  readonly zero: number;
  /** 1 when the row itself comes this way, else 0. */
  readonly one: number;
  /** Weight of the sets of so many known inputs. */
  readonly weight: number;
}

/** The different inputs on the way to a node, with the weights that `extend` keeps (the paper's `m`). */
export type Path = readonly Step[];

/** The path with one input more (EXTEND of the paper). */
export function extend(path: Path, { input, zero, one }: Omit<Step, 'weight'>): Path {
  const depth = path.length;
  const weights = [...path.map(({ weight }) => weight), depth === 0 ? 1 : 0];
  for (let at = depth - 1; at >= 0; at -= 1) {
    const weight = weights[at] as number;
    weights[at + 1] = (weights[at + 1] as number) + (one * weight * (at + 1)) / (depth + 1);
    weights[at] = (zero * weight * (depth - at)) / (depth + 1);
  }
  const steps = [...path, { input, zero, one }];
  return steps.map((step, at) => ({ ...step, weight: weights[at] as number }));
}

/** The path as if one of its inputs had never been on it (UNWIND). */
export function unwind(path: Path, gone: number): Path {
  const weights = unwoundWeights(path, gone);
  return path.toSpliced(gone, 1).map((step, at) => ({ ...step, weight: weights[at] as number }));
}

/** Sum of the weights of a path without one of its inputs. */
export const unwoundSum = (path: Path, gone: number): number =>
  unwoundWeights(path, gone).reduce((sum, weight) => sum + weight, 0);

function unwoundWeights(path: Path, gone: number): number[] {
  const depth = path.length - 1;
  const { zero, one } = path[gone] as Step;
  const weights = path.map(({ weight }) => weight);
  let next = weights[depth] as number;
  for (let at = depth - 1; at >= 0; at -= 1) {
    const weight = weights[at] as number;
    if (one === 0) {
      weights[at] = (weight * (depth + 1)) / (zero * (depth - at));
      continue;
    }
    const own = (next * (depth + 1)) / ((at + 1) * one);
    weights[at] = own;
    next = weight - (own * zero * (depth - at)) / (depth + 1);
  }
  return weights.slice(0, depth);
}
