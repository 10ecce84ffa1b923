import type { ChallengeStore, PendingRecord } from '@countersign/engine';
import { callEach, durableCallEach } from '../connection/call-each.ts';
import type { DurableWrites } from '../connection/durable-call.ts';
import { scriptCommand } from '../connection/redis-command.ts';
import type { Servers } from '../connection/servers.ts';
import type { HashTag } from '../layout/hash-tags.ts';
import type { KeyNames } from '../layout/key-names.ts';
import { forgetRecordsScript, leaseRecordsScript, oldestRecordsScript } from './challenge-scripts.ts';
import { type Candidate, earliest, groupByTag } from './earliest.ts';

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
  const remember = ({ id, tag }: Candidate): void => {
    if (tagById.size >= rememberedTags) tagById.clear();
    tagById.set(id, tag);
  };
  return {
    async pending(nowMs, leaseMs, limit) {
      const looks = tags.map((tag) => {
        const { waiting, leased, ages } = keys.challengeQueues(tag);
        return { slot: tag.slot, command: scriptCommand(oldestRecordsScript, [waiting, leased, ages], [nowMs, limit]) };
      });
      const oldest = earliest(tags, await callEach(servers, 'look-for-records', looks), limit);
      oldest.forEach(remember);
      const leases = groupByTag(oldest).map(([tag, ids]) => {
        const { waiting, leased, records } = keys.challengeQueues(tag);
        const command = scriptCommand(leaseRecordsScript, [waiting, leased, records], [nowMs + leaseMs, ...ids]);
        return { slot: tag.slot, command };
      });
      const receipt = await durableCallEach(servers, 'take-records', leases, durable);
      return { result: inOrder(oldest, receipt.result), durable: receipt.durable };
    },
    async published(ids) {
      const places = ids.flatMap((id) => {
        const tag = tagById.get(id);
        return (tag === undefined ? tags : [tag]).map((of) => ({ tag: of, id, score: 0 }));
      });
      const forgets = groupByTag(places).map(([tag, of]) => {
        const { waiting, leased, records, ages } = keys.challengeQueues(tag);
        return { slot: tag.slot, command: scriptCommand(forgetRecordsScript, [waiting, leased, records, ages], of) };
      });
      await callEach(servers, 'forget-records', forgets);
      for (const id of ids) tagById.delete(id);
    },
  };
}

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
