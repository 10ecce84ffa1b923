import type { HashTag } from '../layout/hash-tags.ts';

/** A member of a sorted set of one tag. */
export interface Candidate {
  readonly tag: HashTag;
  readonly id: string;
  readonly score: number;
}

/** Most members that are asked of one tag: 64 tags of two hundred each would be a thousand times what is taken. */
const mostOfOne = 32;

/** How many members to ask of each tag for `limit` of all. */
export const ofEachTag = (limit: number): number => Math.min(limit, mostOfOne);

/**
 * The lowest scores of all tags, `limit` at most, from replies WITHSCORES in the order of `tags`. A tag that gave as many as it was asked
 * for may hold more: nothing beyond its last one is told, lest an older one be left behind.
 * @param asked members that each tag was asked for at most
 */
export function earliest(
  tags: readonly HashTag[],
  replies: readonly unknown[],
  limit: number,
  asked: number,
): Candidate[] {
  const perTag = tags.map((tag, at) => candidatesOf(tag, replies[at] as readonly Buffer[]));
  const lasts = perTag.flatMap((found) => (found.length < asked ? [] : (found.at(-1)?.score ?? [])));
  const horizon = Math.min(Infinity, ...lasts);
  const candidates = perTag.flat().filter(({ score }) => score <= horizon);
  return candidates.sort((a, b) => a.score - b.score).slice(0, limit);
}

/** Ids by tag. */
export function groupByTag(candidates: readonly Candidate[]): [HashTag, string[]][] {
  const groups = new Map<HashTag, string[]>();
  for (const { tag, id } of candidates) {
    const group = groups.get(tag);
    if (group === undefined) groups.set(tag, [id]);
    else group.push(id);
  }
  return [...groups];
}

function candidatesOf(tag: HashTag, flat: readonly Buffer[]): Candidate[] {
  const found: Candidate[] = [];
  for (let at = 0; at < flat.length; at += 2) {
    found.push({ tag, id: String(flat[at]), score: Number(String(flat[at + 1])) });
  }
  return found;
}
