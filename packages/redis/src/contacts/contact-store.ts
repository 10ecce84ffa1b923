import type { ContactStore } from '@countersign/engine';
import { call, type DurableWrites, durableCall } from '../connection/durable-call.ts';
import { asBuffer, redisCommand, scriptCommand } from '../connection/redis-command.ts';
import type { Servers } from '../connection/servers.ts';
import { hashSlot } from '../layout/hash-slot.ts';
import { contactTag, type KeyNames } from '../layout/key-names.ts';

/** KEYS: contact; ARGV: revision, sealed contacts or nothing. A forgotten account keeps its revision. */
const putScript = `
local stored = tonumber(redis.call('HGET', KEYS[1], 'revision') or '-1')
if tonumber(ARGV[1]) < stored then
  redis.call('HSET', KEYS[1], 'revision', stored)
  return 0
end
redis.call('HSET', KEYS[1], 'revision', ARGV[1])
if ARGV[2] then redis.call('HSET', KEYS[1], 'sealed', ARGV[2]) else redis.call('HDEL', KEYS[1], 'sealed') end
return 1`;

/** Sealed contacts, a hash per account; `put` resolves when the write is durable. */
export function redisContactStore(servers: Servers, keys: KeyNames, durable: DurableWrites): ContactStore {
  return {
    async get(account) {
      const node = await servers.nodeOf(hashSlot(contactTag(account)));
      const [sealed] = await call(node, 'get-contacts', [redisCommand('hget', keys.contact(account), 'sealed')]);
      return (sealed as Buffer | null) ?? undefined;
    },
    async put(account, contacts, revision) {
      const node = await servers.nodeOf(hashSlot(contactTag(account)));
      const sealed = contacts === null ? [] : [asBuffer(contacts)];
      const command = scriptCommand(putScript, [keys.contact(account)], [revision, ...sealed]);
      const receipt = await durableCall(node, 'put-contacts', [command], durable);
      await receipt.durable();
    },
  };
}
