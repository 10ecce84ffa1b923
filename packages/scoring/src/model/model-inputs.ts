import type { ModelInput } from '@countersign/models';
import { features, ordinaryCount } from '../detectors/registry.ts';
import { type Features, valueOf } from '../features/features.ts';
import { nearestName } from '../policy/nearest-name.ts';
import { type EventFacts, type Fact, eventFields } from '../policy/rules/event-facts.ts';

/**
 * What a model is given, in the order of the training table: every feature but those that are found on demand alone, then
 * `event.` and every field. A model may name the others too.
 */
export const modelInputNames: readonly string[] = [
  ...features.slice(0, ordinaryCount).map(({ name }) => name),
  ...Object.keys(eventFields).map((name) => `event.${name}`),
];

/** Reads the number that stands for one input; NaN where it is not known or does not apply. */
export type ReadInput = (features: Features, event: EventFacts) => number;

/** How an input is read, or one sentence that says why it cannot be. */
export function inputReader(
  input: ModelInput,
): { readonly ok: true; readonly read: ReadInput } | { readonly ok: false; readonly problem: string } {
  const { name, words } = input;
  const kind = kindOf(name);
  if (kind === undefined) {
    const meant = nearestName(name, modelInputNames);
    return { ok: false, problem: `'${name}'${meant === undefined ? '' : ` (did you mean '${meant}'?)`} is no feature` };
  }
  if (kind === 'word' && words === undefined) return { ok: false, problem: `'${name}' is a word, and has none` };
  if (kind !== 'word' && words !== undefined) return { ok: false, problem: `'${name}' is a ${kind}, and has words` };
  return { ok: true, read: name.startsWith(eventPrefix) ? fieldReader(input) : featureReader(input) };
}

const eventPrefix = 'event.';

function kindOf(name: string): 'number' | 'flag' | 'word' | undefined {
  const feature = features.find((known) => known.name === name);
  if (feature !== undefined) return feature.kind;
  const field = name.startsWith(eventPrefix) ? eventFields[name.slice(eventPrefix.length)] : undefined;
  if (field === undefined) return undefined;
  return field.type === 'string' ? 'word' : field.type === 'bool' ? 'flag' : 'number';
}

function featureReader({ name, words }: ModelInput): ReadInput {
  const slot = features.findIndex((known) => known.name === name);
  if (words === undefined) return (found) => valueOf(found, slot);
  return (found) => words.get(found.words[valueOf(found, slot)] ?? '') ?? Number.NaN;
}

function fieldReader({ name, words }: ModelInput): ReadInput {
  const field = name.slice(eventPrefix.length);
  return (_, { fields }) => numberOf(fields[field], words);
}

function numberOf(fact: Fact | undefined, words: ModelInput['words']): number {
  if (typeof fact === 'string') return words?.get(fact) ?? Number.NaN;
  return fact === undefined ? Number.NaN : Number(fact);
}
