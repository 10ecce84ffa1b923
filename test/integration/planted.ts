import { createHash } from 'node:crypto';
import { zstdDecompressSync } from 'node:zlib';
import type { LogReader } from '@countersign/engine';
import type { Redis } from 'ioredis';

/** Everything that one place holds, by the name of the place. */
export type Dump = ReadonlyMap<string, readonly Buffer[]>;

/** All forms in which a value can be told from the bytes of a place without any key: as it is, encoded, or hashed without one. */
export function formsOf(value: string | Uint8Array): readonly Buffer[] {
  const bytes = Buffer.from(value);
  const encoded = [bytes.toString('hex'), bytes.toString('base64').replace(/=+$/, ''), bytes.toString('base64url')];
  const escaped = [encodeURIComponent(bytes.toString()), JSON.stringify(bytes.toString()).slice(1, -1)];
  const hashed = ['md5', 'sha1', 'sha256', 'sha512'].map((name) => createHash(name).update(bytes).digest());
  const hashes = hashed.flatMap((digest) => [digest.toString('hex'), digest.toString('base64url').slice(0, 22)]);
  const texts = [...encoded, ...escaped, ...hashes].map((text) => Buffer.from(text));
  return [bytes, ...texts, ...hashed].filter((form) => form.length >= 4);
}

/** Names of the places that hold a value in any form. Digits count only where no other digit stands beside them. */
export function placesOf(value: string | Uint8Array, dumps: Dump): readonly string[] {
  const isCode = typeof value === 'string' && /^\d{6,10}$/.test(value);
  const alone = new RegExp(`(?<![\\d.])${isCode ? value : 'x'}(?!\\d)`);
  const forms = isCode ? [] : formsOf(value);
  const holds = (bytes: Buffer): boolean =>
    isCode ? alone.test(bytes.toString('latin1')) : forms.some((form) => bytes.includes(form));
  return [...dumps].filter(([, all]) => all.some(holds)).map(([name]) => name);
}

/** Keys, values and headers of every record of some topics. */
export async function dumpTopics(reader: LogReader, names: readonly string[]): Promise<Dump> {
  const dump = new Map<string, Buffer[]>();
  for (const topic of names) {
    const found: Buffer[] = [];
    const partitions = (await reader.partitionCount(topic)) ?? 0;
    for (let partition = 0; partition < partitions; partition += 1) {
      const { low, high } = await reader.bounds(topic, partition);
      for (let from = low; from < high; ) {
        const records = await reader.read(topic, partition, from, 1_000);
        const last = records.at(-1);
        if (last === undefined) break;
        from = last.offset + 1;
        for (const { key, value, headers } of records) {
          found.push(Buffer.concat([key ?? nothing, Buffer.from(' '), value ?? nothing, ...Object.values(headers)]));
        }
      }
    }
    dump.set(`topic ${topic}`, found);
  }
  return dump;
}

/** Every key of a Redis that begins so, with all that it holds, also inside of what is compressed. One place a key. */
export async function dumpRedis(redis: Redis, prefix: string): Promise<Dump> {
  const dump = new Map<string, Buffer[]>();
  for await (const names of redis.scanBufferStream({ match: `${prefix}*`, count: 1_000 })) {
    for (const name of names as Buffer[]) dump.set(`redis ${String(name)}`, [name, ...(await contentOf(redis, name))]);
  }
  return dump;
}

async function contentOf(redis: Redis, name: Buffer): Promise<readonly Buffer[]> {
  const type = await redis.type(name);
  const found =
    type === 'hash'
      ? Object.entries(await redis.hgetallBuffer(name)).flatMap(([field, value]) => [Buffer.from(field), value])
      : type === 'zset'
        ? await redis.zrangeBuffer(name, '0', '-1')
        : [await redis.getBuffer(name)];
  return found.filter((bytes) => bytes !== null).flatMap((bytes) => [bytes, ...unpacked(bytes)]);
}

const magic = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);

/** What is in there behind the mark of zstd, as an outbox keeps it. */
export function unpacked(bytes: Buffer): readonly Buffer[] {
  const at = bytes.indexOf(magic);
  if (at === -1) return [];
  try {
    return [zstdDecompressSync(bytes.subarray(at))];
  } catch {
    return [];
  }
}

const nothing = Buffer.alloc(0);

/** Several dumps as one. */
export const allOf = (...dumps: readonly Dump[]): Dump => new Map(dumps.flatMap((dump) => [...dump]));
