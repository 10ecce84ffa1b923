import type { ModelPart } from '../model/compile-models.ts';
import type { RuleSet } from './rules/rule.ts';

const prefix = 'features.';

/** Names of the features that the rules or the model of an event type look at. */
export const namedFeatures = ({ additions, effects }: RuleSet, model: ModelPart | undefined): ReadonlySet<string> =>
  new Set([
    ...[...additions, ...effects].flatMap(({ reads }) =>
      [...reads].filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length)),
    ),
    ...(model?.model.inputs ?? []),
  ]);
