import type { Batch, PartitionState, PartitionStore } from '@countersign/engine';
import { call, type DurableWrites, durableCall } from '../connection/durable-call.ts';
import { asBuffer, type RedisCommand, redisCommand, scriptCommand } from '../connection/redis-command.ts';
import type { Servers } from '../connection/servers.ts';
import { partitionTag } from '../layout/hash-tags.ts';
import type { KeyNames } from '../layout/key-names.ts';
import { applyScript, clearOutboxScript, loadScript } from './partition-scripts.ts';
import { positionsOf, positionsText } from './positions-text.ts';

/** Profiles, positions and outbox of a partition in one hash slot; one round trip a call. */
export function redisPartitionStore(
  servers: Servers,
  keys: KeyNames,
  durable: DurableWrites,
): Omit<PartitionStore, 'unfit' | 'close'> {
  const nodeOf = (partition: number) => servers.nodeOf(partitionTag(partition).slot);
  return {
    async takeOver(partition, owner) {
      const state = keys.partitionState(partition);
      const commands = [
        redisCommand('hset', state, 'owner', owner),
        redisCommand('hmget', state, 'positions', 'note', 'outbox'),
      ];
      const receipt = await durableCall(await nodeOf(partition), 'take-over', commands, durable);
      return { result: stateOf(receipt.result[1]), durable: receipt.durable };
    },
    async load(partition, accounts) {
      const wanted = accounts.map((account) => keys.profile(partition, account));
      const command = scriptCommand(loadScript, [keys.partitionState(partition), ...wanted], []);
      const [reply] = await call(await nodeOf(partition), 'load', [command]);
      const [[positions, note], profiles] = reply as [[Buffer | null, Buffer | null], (Buffer | null)[]];
      return {
        positions: positionsOf(positions?.toString() ?? ''),
        note: note?.toString() ?? '',
        profiles: profiles.map((profile) => profile ?? undefined),
      };
    },
    async apply(partition, batch) {
      const node = await nodeOf(partition);
      const { result, durable: kept } = await durableCall(
        node,
        'apply',
        [applyCommand(keys, partition, batch)],
        durable,
      );
      return { result: result[0] === 1 ? 'applied' : 'moved', durable: kept };
    },
    async clearOutbox(partition, applyId) {
      const command = scriptCommand(clearOutboxScript, [keys.partitionState(partition)], [applyId]);
      await call(await nodeOf(partition), 'clear-outbox', [command]);
    },
  };
}

function applyCommand(keys: KeyNames, partition: number, batch: Batch): RedisCommand {
  const set: string[] = [];
  const values: Buffer[] = [];
  const deleted: string[] = [];
  for (const [account, profile] of batch.profiles) {
    if (profile !== null) values.push(asBuffer(profile));
    (profile === null ? deleted : set).push(keys.profile(partition, account));
  }
  return scriptCommand(
    applyScript,
    [keys.partitionState(partition), ...set, ...deleted],
    [
      positionsText(batch.expected),
      positionsText(batch.next),
      batch.applyId,
      batch.note,
      asBuffer(batch.outbox),
      set.length,
      ...values,
    ],
  );
}

function stateOf(reply: unknown): PartitionState {
  const [positions, note, outbox] = reply as (Buffer | null)[];
  return {
    positions: positionsOf(positions?.toString() ?? ''),
    note: note?.toString() ?? '',
    outbox: outbox ?? undefined,
  };
}
