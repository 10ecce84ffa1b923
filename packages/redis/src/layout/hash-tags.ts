import { hashSlot, hashSlots } from './hash-slot.ts';

/** A hash tag (without its braces) and the slot where all its keys lie. */
export interface HashTag {
  readonly tag: string;
  readonly slot: number;
}

/** How many tags entity sets and challenges are spread over: more than a cluster of that size has masters. */
export const spreadTags = 64;

/** How far above the aim a tag's slot may lie. Never change it, nor anything else here: state would be orphaned. */
const toleranceSlots = 32;

const partitions = new Map<number, HashTag>();

/** Tag of a partition. The slots of any number of partitions lie evenly, so that masters get as many each as possible (DEL-02). */
export function partitionTag(partition: number): HashTag {
  const tag = partitions.get(partition) ?? tagNear(`p${partition}`, justBelow(mirrored(partition)));
  partitions.set(partition, tag);
  return tag;
}

/** The 64 tags of a kind (`e` for entity sets, `c` for challenges), evenly over all slots. */
export const evenTags = (kind: string): readonly HashTag[] =>
  Array.from({ length: spreadTags }, (_, at) => tagNear(`${kind}${at}`, ((at + 0.5) * hashSlots) / spreadTags));

/** The tag of a kind to which an id belongs. */
export function tagOf(tags: readonly HashTag[], id: string): HashTag {
  const tag = tags[hashSlot(id) % tags.length];
  if (tag === undefined) throw new Error('no hash tags');
  return tag;
}

function tagNear(stem: string, aimedSlot: number): HashTag {
  for (let suffix = 0; ; suffix += 1) {
    const tag = `${stem}.${suffix}`;
    const slot = hashSlot(tag);
    if (slot >= aimedSlot && slot < aimedSlot + toleranceSlots) return { tag, slot };
  }
}

/** Just below is where few partitions share best: at the point itself, the first masters of three or six would get more. */
const justBelow = (fraction: number): number => (fraction === 0 ? 1 : fraction) * hashSlots - toleranceSlots;

/** Bits mirrored behind the point: 0, 1/2, 1/4, 3/4, 1/8 … (van der Corput), evenly spread at every length. */
function mirrored(number: number): number {
  let fraction = 0;
  for (let [rest, weight] = [number, 0.5]; rest > 0; rest = Math.floor(rest / 2), weight /= 2) {
    fraction += (rest % 2) * weight;
  }
  return fraction;
}
