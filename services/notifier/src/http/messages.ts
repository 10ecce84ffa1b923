import { z } from 'zod';

// The description of a field completes the sentence "<field> must be …" and stands in the OpenAPI document.

/** Body of a verification. */
export const verificationBody = z.strictObject({
  code: z
    .string()
    .max(24)
    .transform((text) => text.replace(/[\s-]/g, ''))
    .pipe(z.string().regex(/^\d{6,10}$/))
    .describe('a text of 6 to 10 digits, blanks and hyphens between them allowed'),
  bindingDigest: z
    .string()
    .min(16)
    .max(128)
    .describe('the bindingDigest of the challenge, a text of 16 to 128 characters'),
});

/** Body of requests that say everything by their path. */
export const emptyBody = z.strictObject({});

/** The id of a challenge, in the path. */
export const challengeId = z.uuid().describe('the id of a challenge, a UUID as it stood in the decision');

export const verified = z.strictObject({ result: z.literal('verified') });
export const rejected = z.strictObject({ result: z.literal('rejected') });
export const sent = z.strictObject({ result: z.literal('sent') });
export const received = z.strictObject({ result: z.literal('received') });
export const status = z.strictObject({ status: z.enum(['open', 'verified', 'closed']) });

/** Body of every failure: one sentence for the developer of the caller; it never repeats a value that was sent. */
export const failure = z.strictObject({
  error: z.string().describe('one sentence that says what is wrong and what is allowed'),
});
