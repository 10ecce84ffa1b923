import { ordinaryCount, features as registeredFeatures } from '../detectors/registry.ts';
import { FeatureWriter, type Features, blankFeatures, valueOf } from './features.ts';
import { unknownReasonWord } from './unknown-reasons.ts';

/** Features by name, as a decision keeps them. */
export interface FeatureRecord {
  readonly features: Record<string, number | string | boolean>;
  /** Why a feature could not be known. */
  readonly unknown: Record<string, string>;
}

/** Names the features in some slots; what does not apply is left out. */
export function recordOf(found: Features, slots: readonly number[]): FeatureRecord {
  const unknown: Record<string, string> = {};
  let shape = noNames;
  for (const slot of slots) {
    if (!Number.isNaN(valueOf(found, slot))) shape = shape.with(slot);
    else if ((found.unknown[slot] ?? 0) !== 0)
      unknown[nameOf[slot] ?? ''] = unknownReasonWord(found.unknown[slot] ?? 0);
  }
  const known: Record<string, number | string | boolean> = { ...shape.blank };
  for (const slot of slots) {
    const value = valueOf(found, slot);
    if (!Number.isNaN(value)) known[nameOf[slot] ?? ''] = named(value, kindOf[slot], found);
  }
  return { features: known, unknown };
}

/**
 * An object with just the names of some slots, to be copied and filled. Names added one by one to an empty object make
 * it a dictionary, which JSON.stringify takes three times as long for.
 */
class Shape {
  readonly #more: (Shape | undefined)[] = [];
  readonly blank: Readonly<Record<string, number>>;

  constructor(names: readonly string[]) {
    this.blank = Object.fromEntries(names.map((name) => [name, 0]));
  }

  with(slot: number): Shape {
    return (this.#more[slot] ??= new Shape([...Object.keys(this.blank), nameOf[slot] ?? '']));
  }
}

const nameOf: readonly string[] = registeredFeatures.map((feature) => feature.name);
const kindOf: readonly string[] = registeredFeatures.map((feature) => feature.kind);
const noNames = new Shape([]);

function named(value: number, kind: string | undefined, found: Features): number | string | boolean {
  if (kind === 'number') return value;
  return kind === 'flag' ? value === 1 : (found.words[value] ?? '');
}

const blank = blankFeatures(ordinaryCount); // Those asked for on demand make it longer where a decision recorded them.
const slots = new Map(registeredFeatures.map(({ name, slot }) => [name, slot]));

/**
 * The features that a decision recorded, to decide them again (DEL-19). Names that this release does not know are
 * left out.
 */
export function featuresOfRecord(record: FeatureRecord): Features {
  const write = new FeatureWriter(blank);
  const { features, unknown } = record;
  for (const name in features) {
    const slot = slots.get(name);
    const value = features[name];
    if (slot === undefined || value === undefined) continue;
    if (typeof value === 'number') write.number(slot, value);
    else if (typeof value === 'boolean') write.flag(slot, value);
    else write.word(slot, value);
  }
  for (const name in unknown) {
    const slot = slots.get(name);
    if (slot !== undefined) write.notKnown(slot, unknown[name] ?? '');
  }
  return write;
}
