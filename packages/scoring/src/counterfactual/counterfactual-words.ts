import type { Action, Decision } from '@countersign/events';
import { features as registered, signals } from '../detectors/registry.ts';
import type { Catalogue } from '../words/catalogue.ts';
import type { Frame } from '../words/frame.ts';
import type { Speech } from '../words/speech.ts';
import type { Change, Counterfactual } from './search.ts';

/** A counterfactual for people, and for programs. */
export interface WordedCounterfactual {
  readonly sentence: string;
  /** What would have been decided. */
  readonly action: Action;
  /** Features, or `place`; with the value that would have been enough, where a part of the way is. */
  readonly changes: readonly { readonly name: string; readonly atMost?: number; readonly atLeast?: number }[];
}

/** Words a counterfactual as one sentence. */
export function wordedCounterfactual(
  { action, changes }: Counterfactual,
  features: Decision['features'],
  { words, frame, say }: { readonly words: Catalogue; readonly frame: Frame; readonly say: Speech },
): WordedCounterfactual {
  const phrases = changes.map((change) => phraseOf(change, features, words, frame, say));
  return { sentence: frame.counterfactual(say.list(phrases), action), action, changes: changes.map(boundOf) };
}

function boundOf({ lever: { name, scale }, enough }: Change): WordedCounterfactual['changes'][number] {
  if (enough === undefined || scale === undefined) return { name };
  return scale.harmless < scale.observed ? { name, atMost: enough } : { name, atLeast: enough };
}

const codes = new Set(signals.map(({ code }) => code));
/** Units that mean nothing to people: such a number is not told. */
const abstract = new Set(['0..1', '0..4', 'share', 'log-odds', 'deviations', 'frauds']);
const unitOf = new Map(registered.map(({ name, unit }) => [name, unit]));
const isTelling = (name: string): boolean => unitOf.has(name) && !abstract.has(unitOf.get(name) ?? '');

/** How numbers of a unit are said, where the feature has no words of its own for its values. */
const inUnit: Readonly<Record<string, (value: number, say: Speech) => string>> = {
  days: (value, say) => say.days(value),
  hours: (value, say) => say.hours(value),
  minutes: (value, say) => say.minutes(value),
  km: (value, say) => say.kilometres(value),
  'km/h': (value, say) => say.kmPerHour(value),
};

function phraseOf(
  { lever, enough }: Change,
  features: Decision['features'],
  words: Catalogue,
  frame: Frame,
  say: Speech,
): string {
  const { name } = lever;
  const own = frame.levers[name];
  if (own !== undefined) return own;
  const phrase = words.features[name] ?? say.text(name);
  if (enough !== undefined && lever.scale !== undefined && isTelling(name)) {
    const shown =
      words.values[name]?.(enough, say, (other) => features[other]) ??
      inUnit[unitOf.get(name) ?? '']?.(enough, say) ??
      say.number(enough);
    return lever.scale.harmless < lever.scale.observed ? frame.atMost(phrase, shown) : frame.atLeast(phrase, shown);
  }
  const gone = lever.reasons.find((code) => codes.has(code));
  const without = gone === undefined ? undefined : words.signals[gone]?.without;
  return without ?? frame.otherwise(phrase);
}
