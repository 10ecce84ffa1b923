import type { Profile } from '../profile/profile.ts';

/**
 * A profile in the making: one copy per event whose fields are replaced, never the lists inside them, which the
 * old profile shares. It leaves this folder as a Profile.
 */
export type Draft = { -readonly [Field in keyof Profile]: Profile[Field] };
