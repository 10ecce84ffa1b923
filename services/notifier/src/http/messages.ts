import { channel, context } from '@countersign/events';
import { z } from 'zod';

// The description of a field completes the sentence "<field> must be …" and stands in the OpenAPI document.

const client = z.strictObject({
  ip: context.shape.ip.describe('an IPv4 or IPv6 address'),
  deviceId: context.shape.deviceId.describe('the device id as events name it, a text of at most 128 characters'),
});

/** Body of a verification. */
export const verificationBody = z.strictObject({
  code: z
    .string()
    .max(40)
    .transform((text) => text.normalize('NFKC').replace(/[\s-]/g, ''))
    .pipe(z.string().regex(/^(\d{6,12}|[\da-zA-Z]{24})$/))
    .describe('a text of 6 to 12 digits, or a recovery code of 24 characters; blanks and hyphens are allowed'),
  bindingDigest: z
    .string()
    .min(16)
    .max(128)
    .describe('the bindingDigest of the challenge, a text of 16 to 128 characters'),
  client: client
    .optional()
    .describe('where the customer typed it, as your page saw it: a relayed code is recognised by it; or left out'),
});

/** Body of a report. */
export const reportBody = z.strictObject({
  client: client.optional().describe('where the customer said it, as your page saw it; or left out'),
});

/** Body of a wish for another code. */
export const resendBody = z.strictObject({
  channel: z
    .enum(['authenticator', 'sms', 'voice', 'email'])
    .optional()
    .describe(
      'authenticator, sms, voice or email: another way to be asked, taken where it reaches the customer; or left out: the strongest that sends a code',
    ),
});

/** The id of a challenge, in the path. */
export const challengeId = z.uuid().describe('the id of a challenge, a UUID as it stood in the decision');

export const verified = z.strictObject({ result: z.literal('verified') });
export const rejected = z.strictObject({ result: z.literal('rejected') });
export const sent = z.strictObject({ result: z.literal('sent') });
export const received = z.strictObject({ result: z.literal('received') });
export const status = z.strictObject({
  status: z.enum(['open', 'verified', 'closed']),
  reference: z.string().optional().describe('as it stands in the message; while the challenge is open'),
  digits: z.int().optional().describe('number of digits of the code; while the challenge is open'),
  expiresAt: z.string().optional().describe('when the code ends, an instant; while the challenge is open'),
  channel: channel.optional().describe('how the newest code was sent; left out while it is on its way'),
});

/** The id of a decision, in the path. */
export const decisionId = z.uuid().describe('the id of a decision, a UUID');

/** Why a case ends; kept with the resolution, and published with it. */
const note = z
  .string()
  .trim()
  .min(1)
  .max(256)
  .optional()
  .describe('a text of 1 to 256 characters that names no customer, or left out');
const by = z.enum(['analyst', 'api']).default('api').describe('analyst or api: who says so');

/** Body of a release. */
export const releaseBody = z.strictObject({ note, by });
/** Body of a denial. */
export const denialBody = z.strictObject({
  note,
  by,
  fraud: z.boolean().default(false).describe('true or false: whether the act is labelled as fraud'),
});

const ending = z.strictObject({
  resolution: z.enum(['released', 'denied']),
  by: z.enum(['analyst', 'deadline', 'api']),
  at: z.string(),
  note: z.string().optional(),
});

/** A case, for analysts. */
export const caseBody = z.strictObject({
  decisionId: z.string(),
  eventId: z.string(),
  eventType: z.string(),
  accountId: z.string(),
  action: z.enum(['allow', 'challenge', 'hold', 'deny']),
  score: z.number().optional().describe('left out where a code could not be sent, so that only the challenge is known'),
  reasons: z.array(z.string()),
  openedAt: z.string(),
  dueAt: z.string(),
  atDeadline: z.enum(['released', 'denied']),
  ending: ending.optional(),
});
/** The cases that wait. */
export const caseList = z.strictObject({ cases: z.array(caseBody) });

/** How a held act stands, for the system that waits for it (SEC-10: no reasons). */
export const resolutionStatus = z.strictObject({
  status: z
    .enum(['waiting', 'released', 'denied', 'none'])
    .describe('none: no case, because nothing is held by this decision or it was not read yet'),
  dueAt: z.string().optional(),
  supportContact: z.string().describe('where the customer reaches a person'),
});

/** Body of every failure: one sentence for the developer of the caller; it never repeats a value that was sent. */
export const failure = z.strictObject({
  error: z.string().describe('one sentence that says what is wrong and what is allowed'),
});

const instant = z.iso.datetime({ offset: true }).describe('an instant such as 2026-03-01T09:30:00Z');

/** Body of a label. */
export const labelBody = z.strictObject({
  eventId: z.string().min(1).max(256).describe('the id of an event, of its decision or of its challenge'),
  label: z.enum(['fraud', 'legitimate']).describe('fraud or legitimate'),
  source: z
    .enum(['analyst', 'chargeback', 'support', 'import'])
    .describe('analyst, chargeback, support or import: who says so'),
  knownAt: instant
    .optional()
    .describe('an instant such as 2026-03-01T09:30:00Z: since when it is known; left out: now'),
  note: z.string().min(1).max(256).optional().describe('a text of 1 to 256 characters, for people'),
  accountId: z
    .string()
    .min(1)
    .max(128)
    .optional()
    .describe('the account of the event: it is found sooner, and may be labelled when its decision is no longer kept'),
  eventTime: instant
    .optional()
    .describe('an instant such as 2026-03-01T09:30:00Z: when the event happened; it is found sooner'),
});

/** What became of a label. */
export const labelled = z.strictObject({
  result: z
    .enum(['recorded', 'repeated', 'outdated'])
    .describe('repeated: the same was said before; outdated: something else became known later, and counts'),
  eventId: z.string(),
  accountId: z.string(),
  touches: z
    .enum(['account', 'account_and_entities'])
    .describe('account: the decision was not found, so device, network and merchant learn nothing'),
  before: z.strictObject({ label: z.enum(['fraud', 'legitimate']), knownAt: z.string() }).optional(),
});

/** Names one account. */
export const accountBody = z.strictObject({
  accountId: z.string().min(1).max(128).describe('an account id, a text of 1 to 128 characters'),
});

/** What is kept of an account. */
export const accountExport = z.strictObject({
  accountId: z.string(),
  contacts: z.unknown().describe('as they were published last; left out when there are none'),
  challenges: z
    .array(z.unknown())
    .describe('live and ended, as long as they are remembered; without codes and what makes them'),
  cases: z.array(z.unknown()),
  others: z
    .array(z.looseObject({ record: z.string() }))
    .describe('what else is kept of it: budget, authenticator, notices and their like; times are epoch milliseconds'),
});
