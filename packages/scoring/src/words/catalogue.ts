import { detectors } from '../detectors/registry.ts';
import type { DetectorWords } from './detector-words.ts';
import type { LanguageCode } from './languages.ts';

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
  const words = detectors.map((detector) => detector.words[language]);
  return {
    signals: Object.assign({}, ...words.map((one) => one.signals)) as Catalogue['signals'],
    features: Object.assign({}, ...words.map((one) => one.features)) as Catalogue['features'],
    values: Object.assign({}, ...words.map((one) => one.values ?? {})) as Catalogue['values'],
  };
}
