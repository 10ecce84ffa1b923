import { z } from 'zod';

/** A bounded string. Control, bidi and zero-width characters are refused by the codec before any schema runs. */
export const text = (max = 256): z.ZodString => z.string().min(1).max(max);

/** An instant as RFC 3339 with zone, for example `2026-03-01T09:30:00Z`. */
export const instant = z.iso.datetime({ offset: true });

/** A keyed digest made upstream (HMAC or the like) of something that must not travel in clear: 16–128 characters. */
export const digest = z
  .string()
  .min(16)
  .max(128)
  .regex(/^[A-Za-z0-9_:.=+/-]+$/, 'Invalid digest: only letters, digits and _:.=+/- are allowed');

/** ISO 3166-1 alpha-2, upper case. */
export const country = z.string().regex(/^[A-Z]{2}$/, 'Invalid country: two capitals of ISO 3166-1 are allowed');
