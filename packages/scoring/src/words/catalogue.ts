import { detectors, signals } from '../detectors/registry.ts';
import type { NamedSignal } from '../detectors/bound-detector.ts';
import type { DetectorWords, SignalWords } from './detector-words.ts';
import type { LanguageCode } from './languages.ts';
import type { Shown } from './speech.ts';

/** The words of all detectors in one language. */
export type Catalogue = Required<DetectorWords>;

const catalogues = new Map<LanguageCode, Catalogue>();

/** The one catalogue that every explanation is worded from; made when somebody first reads in the language. */
export function catalogueIn(language: LanguageCode): Catalogue {
  const known = catalogues.get(language);
  if (known !== undefined) return known;
  const made = catalogueOf(language);
  catalogues.set(language, made);
  return made;
}

function catalogueOf(language: LanguageCode): Catalogue {
  const words = detectors.flatMap((detector) => (detector.words === undefined ? [] : [detector.words[language]]));
  return {
    signals: Object.assign({}, englishInPlace(), ...words.map((one) => one.signals)) as Catalogue['signals'],
    features: Object.assign({}, ...words.map((one) => one.features)) as Catalogue['features'],
    values: Object.assign({}, ...words.map((one) => one.values ?? {})) as Catalogue['values'],
  };
}

/** Detectors that still word themselves. */
const englishInPlace = (): Catalogue['signals'] =>
  Object.fromEntries(
    signals.flatMap((signal) => (signal.sentence === undefined ? [] : [[signal.code, inPlace(signal)]])),
  );

const inPlace = ({ code, without, sentence }: NamedSignal): SignalWords => ({
  without: without ?? `no ${code}`,
  sentence: ({ observed, expected }) =>
    sentence?.({ code, points: 0, observed: shown(observed), expected: shown(expected) }) ?? code,
});

const shown = (value: Shown): number | string => (typeof value === 'number' ? value : String(value ?? '?'));
