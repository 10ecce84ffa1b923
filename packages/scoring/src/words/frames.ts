import { english } from './en.ts';
import type { Frame } from './frame.ts';
import { hebrew } from './he.ts';
import type { InEveryLanguage } from './languages.ts';

/** The frame of every language. */
export const frames: InEveryLanguage<Frame> = { en: english, he: hebrew };
