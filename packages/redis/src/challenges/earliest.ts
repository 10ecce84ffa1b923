import type { HashTag } from '../layout/hash-tags.ts';

/** A member of a sorted set of one tag. */
export interface Candidate {
  readonly tag: HashTag;
  readonly id: string;
  readonly score: number;
}

/** The `limit` lowest scores of all tags, from replies WITHSCORES in the order of `tags`. */
export function earliest(tags: readonly HashTag[], replies: readonly unknown[], limit: number): Candidate[] {
  const candidates = tags.flatMap((tag, at) => candidatesOf(tag, replies[at] as readonly Buffer[]));
  return candidates.sort((a, b) => a.score - b.score).slice(0, limit);
}

/** Ids by tag, for one script per tag. */
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
