import type { Receipt } from '@countersign/engine';
import type { RedisDurability } from '../redis-options.ts';
import { unavailable } from '../unavailable.ts';
import { type RedisCommand, redisCommand } from './redis-command.ts';
import type { RedisNode } from './redis-node.ts';

/** Sends a pipeline and gives its replies, in order; whatever fails becomes `store_unavailable`. */
export async function call(node: RedisNode, name: string, commands: readonly RedisCommand[]): Promise<unknown[]> {
  return await Promise.all(node.send(name, commands)).catch((error: unknown) => {
    throw unavailable(name, node.address, error);
  });
}

/**
 * The same for calls whose effect must last: `commands` must hold a write, because a WAIT speaks only of what its own
 * connection wrote before it (DEL-05). The receipt's `result` does not wait for replicas; its `durable` does.
 */
export async function durableCall(
  node: RedisNode,
  name: string,
  commands: readonly RedisCommand[],
  { durability, waitMs }: DurableWrites,
): Promise<Receipt<unknown[]>> {
  const lossesBefore = node.losses();
  const wait = durability.kind === 'replicas' ? [redisCommand('wait', durability.replicas, waitMs)] : [];
  const replies = node.send(name, [...commands, ...wait]);
  const acknowledged = replies[commands.length];
  const result = await Promise.all(replies.slice(0, commands.length)).catch((error: unknown) => {
    throw unavailable(name, node.address, error);
  });
  const doubt = (why: unknown): never => {
    throw unavailable(`the wait for durability after ${name}`, node.address, why);
  };
  return {
    result,
    async durable() {
      if (durability.kind === 'replicas') {
        const count = Number(await acknowledged?.catch(doubt));
        if (count < durability.replicas) doubt(`${count} of ${durability.replicas} replicas acknowledged`);
      }
      if (node.losses() !== lossesBefore) doubt('the connection was lost since');
    },
  };
}

export interface DurableWrites {
  readonly durability: RedisDurability;
  /** How long replicas may take; below the timeout of commands, so that their count comes back. */
  readonly waitMs: number;
}
