import type { ChallengeStore, PendingRecord } from '@countersign/engine';
import { callEach, durableCallEach } from '../connection/call-each.ts';
import type { DurableWrites } from '../connection/durable-call.ts';
import { scriptCommand } from '../connection/redis-command.ts';
import type { Servers } from '../connection/servers.ts';
import type { HashTag } from '../layout/hash-tags.ts';
import type { KeyNames } from '../layout/key-names.ts';
import { forgetRecordsScript, leaseRecordsScript, oldestRecordsScript } from './challenge-scripts.ts';
import { type Candidate, earliest, ofEachTag } from './earliest.ts';
import { type IdsInReach, inReach, reachesOf } from './reach.ts';

/** Most record ids whose tag is remembered; the tags of others are found by asking all. */
const rememberedTags = 100_000;

/** Records that wait to be published: one round trip looks, a second one leases the oldest, when there are any. */
export function recordOutbox(
  servers: Servers,
  keys: KeyNames,
  tags: readonly HashTag[],
  durable: DurableWrites,
): Pick<ChallengeStore, 'pending' | 'published'> {
  const tagById = new Map<string, HashTag>();
  const queues = reachesOf(servers, tags).map((reach) => ({
    slot: reach.slot,
    names: reach.tags.flatMap((tag) => {
      const { waiting, leased, ages } = keys.challengeQueues(tag);
      return [waiting, leased, ages];
    }),
  }));
  const remember = ({ id, tag }: Candidate): void => {
    if (tagById.size >= rememberedTags) tagById.clear();
    tagById.set(id, tag);
  };
  return {
    async pending(nowMs, leaseMs, limit) {
      const asked = ofEachTag(limit);
      const looks = queues.map(({ slot, names }) => ({
        slot,
        command: scriptCommand(oldestRecordsScript, names, [nowMs, asked]),
      }));
      const oldest = earliest(tags, (await callEach(servers, 'look-for-records', looks)).flat(), limit, asked);
      oldest.forEach(remember);
      const leases = inReach(servers, oldest).map((group) => {
        const names = group.tags.flatMap((tag) => {
          const { waiting, leased, records } = keys.challengeQueues(tag);
          return [waiting, leased, records];
        });
        const args = [nowMs + leaseMs, ...idsOf(group)];
        return { slot: group.slot, command: scriptCommand(leaseRecordsScript, names, args) };
      });
      const receipt = await durableCallEach(servers, 'take-records', leases, durable);
      return { result: inOrder(oldest, receipt.result), durable: receipt.durable };
    },
    async published(ids) {
      const placed = ids.flatMap((id) => {
        const tag = tagById.get(id);
        return (tag === undefined ? tags : [tag]).map((of) => ({ tag: of, id }));
      });
      const forgets = inReach(servers, placed).map((group) => {
        const names = group.tags.flatMap((tag) => {
          const { waiting, leased, records, ages } = keys.challengeQueues(tag);
          return [waiting, leased, records, ages];
        });
        return { slot: group.slot, command: scriptCommand(forgetRecordsScript, names, idsOf(group)) };
      });
      await callEach(servers, 'forget-records', forgets);
      for (const id of ids) tagById.delete(id);
    },
  };
}

const idsOf = ({ ids }: IdsInReach): readonly (string | number)[] => ids.flatMap(({ place, id }) => [place, id]);

/** What was leased, oldest first; another caller may have been faster with some. */
function inOrder(oldest: readonly Candidate[], replies: readonly unknown[]): PendingRecord[] {
  const taken = new Map<string, Buffer>();
  for (const reply of replies) {
    const flat = reply as readonly Buffer[];
    flat.forEach((bytes, at) => {
      if (at % 2 === 1) taken.set(String(flat[at - 1]), bytes);
    });
  }
  return oldest.flatMap(({ id }) => {
    const bytes = taken.get(id);
    return bytes === undefined ? [] : [{ id, bytes }];
  });
}
