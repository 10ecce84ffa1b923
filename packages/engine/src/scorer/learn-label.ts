import type { Label } from '@countersign/events';
import { type Population, type Profile, learnFromLabel } from '@countersign/scoring';

/** What a label teaches about its account, and of a fraud about everything of its kinds; the same label again, nothing. */
export function learnLabel(profile: Profile, population: Population, label: Label, logTimeMs: number): Profile {
  const learned = learnFromLabel(profile, label, logTimeMs);
  if (learned !== profile && label.label === 'fraud') {
    population.noteFraud(label.keys?.kinds ?? [], Math.floor(logTimeMs / 1000));
  }
  return learned;
}
