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
    const reason = found.unknown[slot] ?? 0;
    if (!Number.isNaN(value)) known += memberText(known === '' ? first : next, slot, value, found);
    else if (reason !== 0) unknown += `${(unknown === '' ? first : next).name[slot]}${reasonText[reason]}`;
  }
  return { features: `{${known}}`, unknown: `{${unknown}}` };
}

/** By slot, how a member begins, and all of it where it is a flag: half of the features are, and need nothing put together. */
interface MemberTexts {
  readonly name: readonly string[];
  readonly yes: readonly string[];
  readonly no: readonly string[];
}

const membersAfter = (separator: string): MemberTexts => {
  const name = registeredFeatures.map((feature) => `${separator}${JSON.stringify(feature.name)}:`);
  return { name, yes: name.map((begun) => `${begun}true`), no: name.map((begun) => `${begun}false`) };
};
const first = membersAfter('');
const next = membersAfter(',');
const reasonText: readonly string[] = ['', ...unknownReasons.map((reason) => JSON.stringify(reason))];
const kindOf: readonly string[] = registeredFeatures.map(({ kind }) => kind);

function memberText({ name, yes, no }: MemberTexts, slot: number, value: number, found: Features): string {
  const kind = kindOf[slot];
  if (kind === 'flag') return (value === 1 ? yes[slot] : no[slot]) ?? '';
  return `${name[slot]}${kind === 'number' ? decimalText(value) : JSON.stringify(found.words[value] ?? '')}`;
}
