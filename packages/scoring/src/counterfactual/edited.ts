import type { RecordedEvent } from '../re-decide.ts';

type FeatureValue = RecordedEvent['features'][string];

/** Features, and fields of the event, that would have been otherwise; `undefined`: would not have been there. */
export interface Edit {
  readonly features: Readonly<Record<string, FeatureValue | undefined>>;
  readonly facts?: Readonly<Record<string, FeatureValue>>;
}

/** The record of an event as it would have been. */
export function edited(recorded: RecordedEvent, edits: readonly Edit[]): RecordedEvent {
  const features = { ...recorded.features };
  let facts = recorded.facts;
  for (const edit of edits) {
    for (const [name, value] of Object.entries(edit.features)) {
      if (value === undefined) delete features[name];
      else features[name] = value;
    }
    if (edit.facts !== undefined) facts = { ...facts, ...edit.facts };
  }
  return { ...recorded, features, ...(facts === undefined ? {} : { facts }) };
}
