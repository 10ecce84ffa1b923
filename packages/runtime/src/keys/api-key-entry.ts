import { z } from 'zod';

/**
 * What a caller may do: `verify` codes, `read` challenges, hand deliveries over (`courier`, and nothing else), or everything
 * (`admin` includes the others).
 */
export type Scope = 'verify' | 'read' | 'courier' | 'admin';

/** What is kept of an API key: enough to recognise it, useless to whoever steals it (SEC-03). */
export interface ApiKeyEntry {
  /** 8 hex digits that also begin the key itself: tells keys apart in logs. */
  readonly prefix: string;
  readonly scopes: readonly Scope[];
  /** SHA-256 of the whole key, 32 bytes. Its 256 random bits need no slow hash. */
  readonly digest: Uint8Array;
}

const scopes: z.ZodType<Scope[], string> = z
  .string()
  .transform((text) => text.split('+'))
  .pipe(
    z
      .array(z.enum(['verify', 'read', 'courier', 'admin']))
      .min(1)
      .max(4),
  );

/** Reads `prefix:scope+scope:sha256`, as `writeApiKeyEntry` writes it. */
export const apiKeyEntry: z.ZodType<ApiKeyEntry, string> = z.string().transform((text, context) => {
  const [, prefix, scopeText = '', hex] = /^([0-9a-f]{8}):([a-z+]+):([0-9a-f]{64})$/.exec(text) ?? [];
  const read = scopes.safeParse(scopeText);
  if (prefix === undefined || hex === undefined || !read.success) {
    context.addIssue({ code: 'custom', message: 'one entry does not read prefix:scopes:sha256' });
    return z.NEVER;
  }
  return { prefix, scopes: read.data, digest: Buffer.from(hex, 'hex') };
});

/** The text of an entry for `COUNTERSIGN_API_KEYS`. */
export function writeApiKeyEntry({ prefix, scopes: allowed, digest }: ApiKeyEntry): string {
  return `${prefix}:${allowed.join('+')}:${Buffer.from(digest).toString('hex')}`;
}
