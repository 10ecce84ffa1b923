/** Name and arguments as they go over the wire; binary values as Buffer. */
export interface RedisCommand {
  readonly name: string;
  readonly args: readonly (string | number | Buffer)[];
}

export const redisCommand = (name: string, ...args: RedisCommand['args']): RedisCommand => ({ name, args });

/**
 * A script with its whole text, never its digest: after a failover EVALSHA may be unknown, and the repetition that cures it
 * would run after the WAIT that follows in the pipeline, which then proves nothing (DEL-05).
 */
export const scriptCommand = (
  lua: string,
  keys: readonly (string | Buffer)[],
  args: RedisCommand['args'],
): RedisCommand => ({ name: 'eval', args: [lua, keys.length, ...keys, ...args] });

/** The same bytes as a Buffer, without a copy. */
export const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
