import type { CaseStore, ChallengeStore, Due } from '@countersign/engine';
import { callEach } from '../connection/call-each.ts';
import { redisCommand, scriptCommand } from '../connection/redis-command.ts';
import type { Servers } from '../connection/servers.ts';
import type { HashTag } from '../layout/hash-tags.ts';
import type { KeyNames } from '../layout/key-names.ts';
import { leaseDueScript } from './challenge-scripts.ts';
import { earliest, groupByTag } from './earliest.ts';

/** Due challenges of all tags: one round trip looks, a second one leases the earliest, when there are any. */
export function takeDueFrom(servers: Servers, keys: KeyNames, tags: readonly HashTag[]): ChallengeStore['takeDue'] {
  return async (nowMs, leaseMs, limit) => {
    const looks = tags.map((tag) => ({
      slot: tag.slot,
      command: redisCommand(
        'zrangebyscore',
        keys.challengeQueues(tag).due,
        '-inf',
        nowMs,
        'WITHSCORES',
        'LIMIT',
        0,
        limit,
      ),
    }));
    const seen = await callEach(servers, 'look-for-due', looks);
    const groups = groupByTag(earliest(tags, seen, limit));
    if (groups.length === 0) return [];
    const leases = groups.map(([tag, ids]) => {
      const { due, dueTimes } = keys.challengeQueues(tag);
      const challengesOf = ids.map((id) => keys.challenge(tag, id));
      return {
        slot: tag.slot,
        command: scriptCommand(leaseDueScript, [due, dueTimes, ...challengesOf], [nowMs, nowMs + leaseMs, ...ids]),
      };
    });
    return (await callEach(servers, 'take-due', leases)).flatMap(duesOf).sort((a, b) => a.atMs - b.atMs);
  };
}

/** What is due some time, of all tags; one round trip looks for ids, a second one for their own times, which a lease hides. */
export function waitingIn(servers: Servers, keys: KeyNames, tags: readonly HashTag[]): CaseStore['waiting'] {
  return async (limit) => {
    const looks = tags.map((tag) => ({
      slot: tag.slot,
      command: redisCommand('zrange', keys.challengeQueues(tag).due, 0, limit - 1, 'WITHSCORES'),
    }));
    const groups = groupByTag(earliest(tags, await callEach(servers, 'look-for-waiting', looks), limit));
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
