import type { Profile } from '../profile/profile.ts';
import type { ScoringInput } from '../scoring-input.ts';

/** What a detector looks at: the event, what is remembered, and the two clocks in whole epoch seconds. */
export interface Scene {
  readonly input: ScoringInput;
  readonly profile: Profile;
  /** Order time: ages, travel. */
  readonly nowS: number;
  /** Log time: windows. */
  readonly logS: number;
}

/** Hours and days in seconds. */
export const hourS = 3600;
export const dayS = 86_400;
