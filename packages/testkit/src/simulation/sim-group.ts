import type { LogRecord, NextOffsets, PartitionHandler } from '@countersign/engine';
import type { Scheduler, SimProcess } from './scheduler.ts';
import type { SimLog } from './sim-log.ts';

/** A consumer group whose members learn late that they lost a partition. */
export interface SimGroup {
  join(process: SimProcess, handler: PartitionHandler): void;
  leave(process: SimProcess): void;
  /** Deals all partitions anew among the members. */
  rebalance(): void;
}

interface Member {
  readonly process: SimProcess;
  readonly handler: PartitionHandler;
  /** Leases held now, by partition. */
  readonly leases: Map<number, { current: boolean }>;
  /** The last reading of each partition: a member never reads one partition twice at the same time. */
  readonly reading: Map<number, Promise<void>>;
}

const retryMs = 100;
const zombieMs = 400;

export function simGroup(scheduler: Scheduler, log: SimLog, topics: readonly string[], maxRecords: number): SimGroup {
  const { random } = scheduler;
  const members: Member[] = [];
  const owners = new Map<number, Member>();

  let waiting: (() => void)[] = [];
  const wakeUp = (): void => {
    const woken = waiting;
    waiting = [];
    for (const run of woken) run();
  };
  /** At the next append, or when a lease ends. */
  const onNews = (run: () => void): void => {
    if (waiting.length === 0) log.onAppend(wakeUp);
    waiting.push(run);
  };

  const own = (member: Member, partition: number): void => {
    const lease = { current: true };
    member.leases.set(partition, lease);
    scheduler.add(member.process, () => {
      const before = member.reading.get(partition) ?? Promise.resolve();
      member.reading.set(
        partition,
        before.then(() => hold(member, partition, lease)),
      );
    });
  };
  const lose = (member: Member, partition: number): void => {
    const lease = member.leases.get(partition);
    member.leases.delete(partition);
    // The loser learns of it late: until then it is a zombie that goes on.
    scheduler.after(member.process, random.chance(0.5) ? random.below(zombieMs) : 0, () => {
      if (lease !== undefined) lease.current = false;
      if (!member.leases.has(partition)) void member.handler.revoked(partition);
      wakeUp();
    });
  };
  const deal = (): void => {
    for (let partition = 0; partition < log.partitions; partition += 1) {
      const before = owners.get(partition);
      const after = members.length === 0 ? undefined : random.pick(members);
      if (before === after) continue;
      if (before !== undefined) lose(before, partition);
      if (after === undefined) owners.delete(partition);
      else {
        owners.set(partition, after);
        own(after, partition);
      }
    }
  };

  /** Reads one partition for as long as the member believes that it owns it. */
  const hold = async (member: Member, partition: number, lease: { current: boolean }): Promise<void> => {
    const { handler, process } = member;
    while (lease.current) {
      const next = await handler.assigned(partition).catch(() => undefined);
      if (next !== undefined) await readFrom(next, member, partition, lease);
      else await new Promise<void>((resolve) => void scheduler.after(process, retryMs, resolve));
    }
  };
  const readFrom = async (
    start: NextOffsets,
    { handler, process }: Member,
    partition: number,
    lease: { current: boolean },
  ): Promise<void> => {
    const next: Record<string, number> = { ...start };
    const isCurrent = (): boolean => lease.current;
    while (lease.current) {
      const chunk = nextChunk(next, partition);
      if (chunk === undefined) {
        await new Promise<void>((resolve) => onNews(() => scheduler.add(process, resolve)));
        continue;
      }
      const [topic, records] = chunk;
      const result = await handler.chunk(partition, topic, records, { isCurrent }).catch(() => 'again' as const);
      if (result === 'again') return;
      next[topic] = (records.at(-1)?.offset ?? 0) + 1;
    }
  };
  const nextChunk = (next: NextOffsets, partition: number): [string, readonly LogRecord[]] | undefined => {
    const waiting = topics.filter((topic) => (next[topic] ?? 0) < log.records(topic, partition).length);
    if (waiting.length === 0) return undefined;
    const topic = random.pick(waiting);
    const from = next[topic] ?? 0;
    return [topic, log.records(topic, partition).slice(from, from + 1 + random.below(maxRecords))];
  };
  return {
    join(process, handler) {
      members.push({ process, handler, leases: new Map(), reading: new Map() });
      deal();
    },
    leave(process) {
      const at = members.findIndex((member) => member.process === process);
      if (at >= 0) members.splice(at, 1);
      deal();
    },
    rebalance: deal,
  };
}
