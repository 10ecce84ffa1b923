import { z } from 'zod';

/** Schemas of texts that more than one variable holds. */
export const port = wholeNumber(0, 65_535);

/** Digits only: no sign, no exponent, no blanks. */
export function wholeNumber(min: number, max: number): z.ZodType<number, string> {
  return z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number)
    .pipe(z.number().min(min).max(max));
}

export const yesOrNo: z.ZodType<boolean, string> = z.enum(['true', 'false']).transform((text) => text === 'true');

/** A text for people: sender, brand. One line without invisible characters (SEC-05). */
export const oneLine: z.ZodType<string, string> = z
  .string()
  .trim()
  .min(1)
  .max(256)
  .refine((text) => !/[\p{Cc}\p{Cf}\u2028\u2029]/u.test(text), 'it holds a control or invisible character');

/** Comma-separated texts, each read by `item`; blanks around them and empty ones are dropped, one at least remains. */
export function listOf<Item>(item: z.ZodType<Item, string>): z.ZodType<Item[], string> {
  return z
    .string()
    .transform((text) =>
      text
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    )
    .pipe(z.array(item).min(1).max(64));
}

/** An absolute URL of one of the protocols (`redis:`), kept as written. */
export function urlOf(...protocols: readonly string[]): z.ZodType<string, string> {
  return z.string().refine((text) => {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    return url !== undefined && protocols.includes(url.protocol) && url.hostname !== '';
  });
}

/** Where people reach something: https, or http on this machine; without user, query or fragment, ending in no slash. */
export const publicUrl: z.ZodType<string, string> = z
  .string()
  .max(256)
  .transform((text) => text.replace(/\/+$/, ''))
  .refine((text) => {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (url === undefined || url.username !== '' || url.search !== '' || url.hash !== '') return false;
    return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
  });

const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);

/** An absolute https URL without credentials or fragment; http on this machine alone, for trying out. Kept as written. */
export const secureUrl: z.ZodType<string, string> = z
  .string()
  .max(1024)
  .refine((text) => {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (url === undefined || url.username !== '' || url.password !== '' || url.hash !== '') return false;
    return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
  });

/** A host name in ASCII with at least one dot. */
export const hostName = (longest: number): z.ZodType<string, string> =>
  z
    .string()
    .max(longest)
    .regex(/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*$/);

/** A JSON object that `schema` reads. */
export const jsonObject = <Value>(schema: z.ZodType<Value>): z.ZodType<Value, string> =>
  z
    .string()
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        context.addIssue({ code: 'custom', message: 'it is not JSON' });
        return z.NEVER;
      }
    })
    .pipe(schema as z.ZodType<Value, unknown>);
