import type { Channel } from '@countersign/events';
import { channelBits } from './profile/access-memory.ts';

const channels = Object.keys(channelBits) as Channel[];
const combinations = 1 << channels.length;

const channelsIn = (bits: number): readonly Channel[] =>
  channels.filter((channel) => (bits & channelBits[channel]) > 0);

/** Sums of `channelBits` as the words that a decision keeps: `email+sms`. */
const wordsByBits: readonly string[] = Array.from({ length: combinations }, (_, bits) => channelsIn(bits).join('+'));
const setsByWord = new Map(wordsByBits.map((word, bits) => [word, new Set(channelsIn(bits))]));

/** The word for several channels. */
export const barWord = (bits: number): string => wordsByBits[bits] ?? '';

/** The channels of a word of `barWord`; none for any other. */
export const barredChannels = (word: string | undefined): ReadonlySet<Channel> =>
  (word === undefined ? undefined : setsByWord.get(word)) ?? nothingBarred;

const nothingBarred: ReadonlySet<Channel> = new Set<Channel>();
