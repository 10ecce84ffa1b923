import { z } from 'zod';

/** One key of a purpose: `kid` names it where it was used, so that older ones still open what they closed. */
export interface VersionedKey {
  /** 1–32 characters A–Z a–z 0–9 _ -. */
  readonly kid: string;
  /** At least 32 bytes. */
  readonly secret: Uint8Array;
  /** Announced before, used for what is made from here on; absent: since ever. Epoch milliseconds. */
  readonly activeFromMs?: number;
}

/** What the text of keys may be, as the end of the sentence "allowed: …". */
export const keysAllowed =
  'kid:base64 of 32 or more random bytes, several separated by commas, the current one first; with @instant behind it, used from then on';

const LEAST_BYTES = 32;
// 32 random bytes hold about 30 different ones; fewer than 8 is a placeholder, not a key.
const LEAST_DIFFERENT_BYTES = 8;

/**
 * Reads `kid:base64[@instant][,kid:base64…]`: the one whose instant came last is current, else the first. Problems name the key by
 * its kid, never by its bytes.
 */
export const versionedKeys: z.ZodType<readonly VersionedKey[], string> = z.string().transform((text, context) => {
  const keys: VersionedKey[] = [];
  for (const part of text.split(',').map((item) => item.trim())) {
    const read = readKey(part, keys);
    if (typeof read === 'string') {
      context.addIssue({ code: 'custom', message: read });
      return z.NEVER;
    }
    keys.push(read);
  }
  return keys;
});

/** The same text that `versionedKeys` reads. */
export function writeVersionedKeys(keys: readonly VersionedKey[]): string {
  return keys
    .map(({ kid, secret, activeFromMs }) => {
      const from = activeFromMs === undefined ? '' : `@${new Date(activeFromMs).toISOString()}`;
      return `${kid}:${Buffer.from(secret).toString('base64')}${from}`;
    })
    .join(',');
}

function readKey(text: string, before: readonly VersionedKey[]): VersionedKey | string {
  const [, kid, base64, from] = /^([A-Za-z0-9_-]{1,32}):([A-Za-z0-9+/_-]+={0,2})(?:@(\S+))?$/.exec(text) ?? [];
  if (kid === undefined || base64 === undefined) return `key ${before.length + 1} does not read kid:base64`;
  const secret = Buffer.from(base64, 'base64');
  if (before.some((key) => key.kid === kid)) return `two keys are called ${kid}`;
  if (secret.length < LEAST_BYTES) return `key ${kid} has ${secret.length} bytes`;
  if (new Set(secret).size < LEAST_DIFFERENT_BYTES) return `key ${kid} is not random`;
  if (from === undefined) return { kid, secret };
  const activeFrom = z.iso.datetime({ offset: true }).safeParse(from);
  if (!activeFrom.success) return `key ${kid} begins at no instant`;
  return { kid, secret, activeFromMs: Date.parse(activeFrom.data) };
}
