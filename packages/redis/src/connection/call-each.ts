import type { Receipt } from '@countersign/engine';
import { call, type DurableWrites, durableCall } from './durable-call.ts';
import type { RedisCommand } from './redis-command.ts';
import type { RedisNode } from './redis-node.ts';
import type { Servers } from './servers.ts';

/** A command whose keys all lie in one slot. */
export interface SlotCommand {
  readonly slot: number;
  readonly command: RedisCommand;
}

/** Sends commands of many slots, one pipeline per node at the same time; replies in the order of `commands`. */
export const callEach = (servers: Servers, name: string, commands: readonly SlotCommand[]): Promise<unknown[]> =>
  onEachNode(servers, commands, (node, batch) => call(node, name, batch));

/** The same, with a receipt for the writes on all nodes. */
export async function durableCallEach(
  servers: Servers,
  name: string,
  commands: readonly SlotCommand[],
  durable: DurableWrites,
): Promise<Receipt<unknown[]>> {
  const receipts: Receipt<unknown>[] = [];
  const result = await onEachNode(servers, commands, async (node, batch) => {
    const receipt = await durableCall(node, name, batch, durable);
    receipts.push(receipt);
    return receipt.result;
  });
  const allDurable = async (): Promise<void> => {
    await Promise.all(receipts.map((receipt) => receipt.durable()));
  };
  return { result, durable: allDurable };
}

async function onEachNode(
  servers: Servers,
  commands: readonly SlotCommand[],
  send: (node: RedisNode, batch: readonly RedisCommand[]) => Promise<readonly unknown[]>,
): Promise<unknown[]> {
  const replies: unknown[] = [];
  const groups = await byNode(
    servers,
    commands.map(({ slot }) => slot),
  );
  const sendGroup = async ([node, places]: readonly [RedisNode, readonly number[]]): Promise<void> => {
    const answers = await send(
      node,
      places.flatMap((place) => commands[place]?.command ?? []),
    );
    places.forEach((place, at) => {
      replies[place] = answers[at];
    });
  };
  await Promise.all([...groups].map(sendGroup));
  return replies;
}

/** Places of `slots` by the node that serves them. */
async function byNode(servers: Servers, slots: readonly number[]): Promise<Map<RedisNode, number[]>> {
  const nodes = await Promise.all(slots.map((slot) => servers.nodeOf(slot)));
  const groups = new Map<RedisNode, number[]>();
  nodes.forEach((node, place) => {
    const group = groups.get(node);
    if (group === undefined) groups.set(node, [place]);
    else group.push(place);
  });
  return groups;
}
