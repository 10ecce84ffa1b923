import { decodeRecord } from '@countersign/events';
import type { Connection } from '../connection/connection.ts';

/** How many of the newest decisions a policy made. */
export interface DecidedLately {
  /** `id@version`. */
  readonly name: string;
  readonly digest: string;
  readonly decisions: number;
  /** Log time of the newest one, RFC 3339. */
  readonly newest: string;
}

const perPartition = 50;

/** Which policies made the newest decisions of every partition since a time; most first. */
export async function decidedLately(
  { reader, topics }: Connection,
  sinceMs: number,
): Promise<readonly DecidedLately[]> {
  const found = new Map<string, DecidedLately>();
  const partitions = (await reader.partitionCount(topics.decisions)) ?? 0;
  for (let partition = 0; partition < partitions; partition += 1) {
    const { low, high } = await reader.bounds(topics.decisions, partition);
    const from = Math.max(low, high - perPartition);
    if (from === high) continue;
    for (const { value, timestampMs } of await reader.read(topics.decisions, partition, from, high - from)) {
      const decoded = timestampMs < sinceMs ? undefined : decodeRecord('decision.made', value);
      if (decoded?.ok !== true) continue;
      const { policy, logTime } = decoded.record.data;
      const known = found.get(policy.digest);
      const newest = known === undefined || known.newest < logTime ? logTime : known.newest;
      const name = `${policy.id}@${policy.version}`;
      found.set(policy.digest, { name, digest: policy.digest, newest, decisions: (known?.decisions ?? 0) + 1 });
    }
  }
  return [...found.values()].sort((one, other) => other.decisions - one.decisions);
}
