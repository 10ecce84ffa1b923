import type { CaseStore, ChallengeStore, Due } from '@countersign/engine';
import { callEach } from '../connection/call-each.ts';
import { redisCommand, scriptCommand } from '../connection/redis-command.ts';
import type { Servers } from '../connection/servers.ts';
import type { HashTag } from '../layout/hash-tags.ts';
import type { KeyNames } from '../layout/key-names.ts';
import { leaseDueScript, lookForDueScript } from './challenge-scripts.ts';
import { type Candidate, earliest, groupByTag, ofEachTag } from './earliest.ts';
import { inReach, reachesOf } from './reach.ts';

/** Due challenges of all tags: one round trip looks, a second one leases the earliest, when there are any. */
export function takeDueFrom(servers: Servers, keys: KeyNames, tags: readonly HashTag[]): ChallengeStore['takeDue'] {
  const sets = reachesOf(servers, tags).map((reach) => ({
    slot: reach.slot,
    names: reach.tags.map((tag) => keys.challengeQueues(tag).due),
  }));
  const leases = (found: readonly Candidate[], nowMs: number, untilMs: number) =>
    inReach(servers, found).map((group) => {
      const queues = group.tags.flatMap((tag) => {
        const { due, dueTimes } = keys.challengeQueues(tag);
        return [due, dueTimes];
      });
      const challenges = group.ids.map(({ place, id }) => keys.challenge(tagAt(group.tags, place), id));
      const args = [nowMs, untilMs, group.tags.length, ...group.ids.flatMap(({ place, id }) => [place, id])];
      return { slot: group.slot, command: scriptCommand(leaseDueScript, [...queues, ...challenges], args) };
    });
  return async (nowMs, leaseMs, limit) => {
    const asked = ofEachTag(limit);
    const looks = sets.map(({ slot, names }) => ({
      slot,
      command: scriptCommand(lookForDueScript, names, [nowMs, asked]),
    }));
    const seen = (await callEach(servers, 'look-for-due', looks)).flat();
    const found = earliest(tags, seen, limit, asked);
    if (found.length === 0) return [];
    const taken = await callEach(servers, 'take-due', leases(found, nowMs, nowMs + leaseMs));
    return taken.flatMap(duesOf).sort((a, b) => a.atMs - b.atMs);
  };
}

function tagAt(tags: readonly HashTag[], place: number): HashTag {
  const tag = tags[place];
  if (tag === undefined) throw new Error('no hash tag at that place');
  return tag;
}

/** What is due some time, of all tags; one round trip looks for ids, a second one for their own times, which a lease hides. */
export function waitingIn(servers: Servers, keys: KeyNames, tags: readonly HashTag[]): CaseStore['waiting'] {
  return async (limit) => {
    const looks = tags.map((tag) => ({
      slot: tag.slot,
      command: redisCommand('zrange', keys.challengeQueues(tag).due, 0, limit - 1, 'WITHSCORES'),
    }));
    const groups = groupByTag(earliest(tags, await callEach(servers, 'look-for-waiting', looks), limit, limit));
    const times = groups.map(([tag, ids]) => ({
      slot: tag.slot,
      command: redisCommand('hmget', keys.challengeQueues(tag).dueTimes, ...ids),
    }));
    const replies = groups.length === 0 ? [] : await callEach(servers, 'look-for-times', times);
    return groups
      .flatMap(([, ids], at) => {
        const found = replies[at] as readonly (Buffer | null)[];
        return ids.flatMap((id, place) => {
          const time = found[place];
          return time ? [{ challengeId: id, atMs: Number(String(time)) }] : [];
        });
      })
      .sort((a, b) => a.atMs - b.atMs);
  };
}

function duesOf(reply: unknown): Due[] {
  const flat = reply as readonly Buffer[];
  const dues: Due[] = [];
  for (let at = 0; at < flat.length; at += 2) {
    dues.push({ challengeId: String(flat[at]), atMs: Number(String(flat[at + 1])) });
  }
  return dues;
}
