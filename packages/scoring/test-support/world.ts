import type { EntityUse } from '../src/index.ts';

/** What every account of a test shares: entity sets by id, member to bucket start. */
export type World = Map<string, Map<string, number>>;

/** Members of a set within its window. */
export function membersOf(world: World, { set }: EntityUse, nowMs: number): Map<string, number> {
  const members = world.get(set.id) ?? new Map<string, number>();
  return new Map([...members].filter(([, bucketMs]) => bucketMs > nowMs - set.windowMs));
}

/** What an event or a record adds to a set. */
export function observe(world: World, { set, member }: EntityUse, nowMs: number): void {
  if (member === undefined) return;
  const members = world.get(set.id) ?? new Map<string, number>();
  members.set(member, Math.floor(nowMs / set.bucketMs) * set.bucketMs);
  world.set(set.id, members);
}
