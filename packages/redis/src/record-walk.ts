import type { RecordWalk } from '@countersign/engine';
import { call, type DurableWrites, durableCall } from './connection/durable-call.ts';
import { asBuffer, redisCommand, scriptCommand } from './connection/redis-command.ts';
import type { Servers } from './connection/servers.ts';
import { hashSlot } from './layout/hash-slot.ts';
import { contactTag, type KeyNames } from './layout/key-names.ts';

/** Keys that a server looks at for one answer: it answers others in between. */
const atOnce = 1_000;

/** KEYS: contact; ARGV: what is to be replaced, what by. The revision stays. */
const replaceScript = `
if redis.call('HGET', KEYS[1], 'sealed') ~= ARGV[1] then
  redis.call('HSET', KEYS[1], 'revision', redis.call('HGET', KEYS[1], 'revision') or '-1')
  return 0
end
redis.call('HSET', KEYS[1], 'sealed', ARGV[2])
return 1`;

/** Walks over the keys of challenges, cases and contacts, master by master (SCAN). */
export function redisRecordWalk(servers: Servers, prefix: string, keys: KeyNames, durable: DurableWrites): RecordWalk {
  const idsOf = (kind: string, beginning = '') =>
    idsLike(servers, `${escaped(prefix)}${kind}:{c*}:c:${escaped(beginning)}*`, /\}:c:/);
  return {
    challenges: (beginning) => idsOf('', beginning),
    cases: () => idsOf(':cases'),
    async *contacts() {
      for await (const name of namesLike(servers, `${escaped(prefix)}:{k*}:contact`)) {
        const account = decodeURIComponent(name.slice(prefix.length + 3, -'}:contact'.length));
        const node = await servers.nodeOf(hashSlot(contactTag(account)));
        const [sealed] = await call(node, 'get-contacts', [redisCommand('hget', name, 'sealed')]);
        if (sealed instanceof Buffer) yield { account, sealed };
      }
    },
    async replaceContacts(account, before, after) {
      const node = await servers.nodeOf(hashSlot(contactTag(account)));
      const command = scriptCommand(replaceScript, [keys.contact(account)], [asBuffer(before), asBuffer(after)]);
      const receipt = await durableCall(node, 'replace-contacts', [command], durable);
      await receipt.durable();
      return receipt.result[0] === 1;
    },
  };
}

async function* idsLike(servers: Servers, pattern: string, before: RegExp): AsyncIterable<string> {
  for await (const name of namesLike(servers, pattern)) yield name.slice(name.search(before) + '}:c:'.length);
}

/** SCAN may give a name again when the server's table of keys grows or shrinks meanwhile. */
async function* namesLike(servers: Servers, pattern: string): AsyncIterable<string> {
  for (const node of await servers.masters()) {
    let cursor = '0';
    do {
      const command = redisCommand('scan', cursor, 'MATCH', pattern, 'COUNT', atOnce);
      const [reply] = (await call(node, 'walk', [command])) as [[Buffer, Buffer[]]];
      cursor = reply[0].toString();
      yield* reply[1].map(String);
    } while (cursor !== '0');
  }
}

/** What SCAN would take for a pattern. */
const escaped = (text: string): string => text.replace(/[[\]*?\\^]/g, '\\$&');
