import { type Model, blankRow, contributionsOf, fillRow, marginOf } from '@countersign/models';
import type { Features } from '../features/features.ts';
import type { EventFacts } from '../policy/rules/event-facts.ts';
import { type ReadInput, inputReader } from './model-inputs.ts';

/** A model whose inputs are found among our features and the fields of events. */
export interface BoundModel {
  readonly name: string;
  /** Names of its inputs. */
  readonly inputs: readonly string[];
  /**
   * How much likelier the event is among frauds than among the others, in log-odds: margin minus the log-odds of fraud
   * among the training rows. 0: the model has nothing to say.
   */
  evidence(features: Features, event: EventFacts): number;
  /** Exact Shapley values of the evidence; milliseconds for a large model. */
  explain(features: Features, event: EventFacts): ModelExplanation;
}

/** What moved a model, input by input. */
export interface ModelExplanation {
  /** Log-odds that each input adds to the mean evidence, the largest first. */
  readonly contributions: readonly { readonly input: string; readonly logOdds: number }[];
  /** Evidence of a mean training row. */
  readonly mean: number;
}

/** Finds a model's inputs; all that cannot be found are told in one sentence. */
export function bindModel(
  model: Model,
): { readonly ok: true; readonly bound: BoundModel } | { readonly ok: false; readonly problem: string } {
  const readers = model.inputs.map(inputReader);
  const problems = readers.flatMap((reader) => (reader.ok ? [] : [reader.problem]));
  if (problems.length > 0) {
    const more = problems.length > mostTold ? `, and ${problems.length - mostTold} more` : '';
    const told = problems.slice(0, mostTold).join('; ');
    return { ok: false, problem: `the model ${model.name} needs what this release does not have: ${told}${more}` };
  }
  const reads = readers.flatMap((reader) => (reader.ok ? [reader.read] : []));
  return { ok: true, bound: boundModel(model, reads) };
}

const mostTold = 5;

function boundModel({ name, forest, inputs, baseLogOdds }: Model, reads: readonly ReadInput[]): BoundModel {
  const values = new Float64Array(reads.length); // Filled anew for every event, and read before the next.
  const row = blankRow(forest);
  const fill = (features: Features, event: EventFacts): void => {
    for (let at = 0; at < reads.length; at += 1) values[at] = (reads[at] as ReadInput)(features, event);
    fillRow(forest, values, row);
  };
  return {
    name,
    inputs: inputs.map((input) => input.name),
    evidence(features, event) {
      fill(features, event);
      return marginOf(forest, row) - baseLogOdds;
    },
    explain(features, event) {
      fill(features, event);
      const contributions = [...contributionsOf(forest, row)].map((logOdds, at) => ({
        input: inputs[at]?.name ?? '',
        logOdds,
      }));
      return {
        contributions: contributions.toSorted((a, b) => Math.abs(b.logOdds) - Math.abs(a.logOdds)),
        mean: forest.expectedMargin - baseLogOdds,
      };
    },
  };
}
