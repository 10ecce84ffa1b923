import { slotOf } from './detectors/registry.ts';
import { FeatureWriter, type Features, valueOf } from './features/features.ts';
import type { Policy } from './policy/policy.ts';
import { emptyProfile, type Profile } from './profile/profile.ts';
import type { ScoringInput } from './scoring-input.ts';

const floodSlot = slotOf('floodEvents');

/** Derives the features of one event from what is known before it. Nothing is changed. */
export function extract(input: ScoringInput, profile: Profile, policy: Policy): Features {
  const { blank, extractors } = policy.byType[input.event.type];
  const write = new FeatureWriter(blank);
  const scene = {
    input,
    // Who is to be forgotten leaves nothing behind in the record of it (SEC-07).
    profile: input.event.type === 'account.erased' ? emptyProfile : profile,
    nowS: Math.floor(input.timeMs / 1000),
    logS: Math.floor(input.logTimeMs / 1000),
  };
  for (const detector of extractors) {
    detector.extract(scene, write);
    if (valueOf(write, floodSlot) > 0) break; // The account's own memory comes first, and is enough (DEL-14).
  }
  return write;
}
