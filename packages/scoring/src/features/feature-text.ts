import { features as registeredFeatures } from '../detectors/registry.ts';
import { type Features, valueOf } from './features.ts';
import { decimalText } from './decimal-text.ts';
import { unknownReasons } from './unknown-reasons.ts';

/** Features as two JSON objects in their final text: what `recordOf` names, written without an object in between. */
export interface FeatureText {
  readonly features: string;
  readonly unknown: string;
}

/** Writes the features in some slots; what does not apply is left out. Byte for byte what `JSON.stringify(recordOf(…))` gives. */
export function featureText(found: Features, slots: readonly number[]): FeatureText {
  let known = '';
  let unknown = '';
  for (const slot of slots) {
    const value = valueOf(found, slot);
    if (!Number.isNaN(value)) known += `${nameText[slot]}${valueText(value, slot, found)}`;
    else if ((found.unknown[slot] ?? 0) !== 0) unknown += `${nameText[slot]}${reasonText[found.unknown[slot] ?? 0]}`;
  }
  return { features: inBraces(known), unknown: inBraces(unknown) };
}

/** Every name begins with the comma that all but the first need. */
const nameText: readonly string[] = registeredFeatures.map(({ name }) => `,${JSON.stringify(name)}:`);
const reasonText: readonly string[] = ['', ...unknownReasons.map((reason) => JSON.stringify(reason))];
const kindOf: readonly string[] = registeredFeatures.map(({ kind }) => kind);

const inBraces = (members: string): string => (members === '' ? '{}' : `{${members.slice(1)}}`);

function valueText(value: number, slot: number, found: Features): string {
  const kind = kindOf[slot];
  if (kind === 'number') return decimalText(value);
  if (kind === 'flag') return value === 1 ? 'true' : 'false';
  return JSON.stringify(found.words[value] ?? '');
}
