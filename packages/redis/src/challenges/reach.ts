import type { Servers } from '../connection/servers.ts';
import type { HashTag } from '../layout/hash-tags.ts';

/** Tags whose keys one script may touch. */
export interface Reach {
  readonly slot: number;
  readonly tags: readonly HashTag[];
}

/**
 * What of the tags one script may touch at once: all of them on a single server; in a cluster each alone, for the keys of a script must
 * lie in one slot there. Sixty-four scripts that look at next to nothing cost a server and its caller many times what one does.
 */
export const reachesOf = (servers: Servers, tags: readonly HashTag[]): readonly Reach[] =>
  servers.kind === 'single' ? [{ slot: 0, tags }] : tags.map((tag) => ({ slot: tag.slot, tags: [tag] }));

/** Something that lies under a tag. */
interface Placed {
  readonly tag: HashTag;
  readonly id: string;
}

/** Ids for one script, each with the place of its tag. */
export interface IdsInReach {
  readonly slot: number;
  readonly tags: readonly HashTag[];
  readonly ids: readonly { readonly place: number; readonly id: string }[];
}

/** What has to be done, in as few scripts as may do it. */
export function inReach(servers: Servers, placed: readonly Placed[]): readonly IdsInReach[] {
  const groups = new Map<HashTag | 'all', { slot: number; tags: HashTag[]; ids: { place: number; id: string }[] }>();
  const places = new Map<HashTag, number>();
  for (const { tag, id } of placed) {
    const key = servers.kind === 'single' ? 'all' : tag;
    const group = groups.get(key) ?? { slot: tag.slot, tags: [], ids: [] };
    if (group.ids.length === 0) groups.set(key, group);
    const place = places.get(tag) ?? group.tags.push(tag) - 1;
    places.set(tag, place);
    group.ids.push({ place, id });
  }
  return [...groups.values()];
}
