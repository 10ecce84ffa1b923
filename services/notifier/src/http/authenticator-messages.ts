import { z } from 'zod';
import { challengeId, decisionId } from './messages.ts';

// The description of a field completes the sentence "<field> must be …" and stands in the OpenAPI document.

const accountId = z
  .string()
  .min(1)
  .max(128)
  .describe('the account id as events name it, a text of 1 to 128 characters');
const byChallenge = challengeId
  .optional()
  .describe('the id of the challenge that the customer verified for this change, a UUID; or left out for decisionId');
const byDecision = decisionId
  .optional()
  .describe('the id of the held decision that a person released, a UUID; or left out for challengeId');
const approval = { accountId, challengeId: byChallenge, decisionId: byDecision };

/** Body of requests about an account's authenticator; in the body, because addresses of requests are logged on the way. */
export const accountBody = z.strictObject({ accountId });

/** Body that begins an enrolment. */
export const beginBody = z.strictObject({
  ...approval,
  label: z
    .string()
    .min(1)
    .max(64)
    .optional()
    .describe('how the customer knows the account, a text of 1 to 64 characters, shown in the app; or left out'),
});

/** Body that confirms an enrolment. */
export const confirmBody = z.strictObject({
  accountId,
  enrolmentId: z
    .string()
    .min(1)
    .max(64)
    .describe('the enrolmentId of the enrolment that was begun, a text of 1 to 64 characters'),
  code: z
    .string()
    .max(24)
    .transform((text) => text.normalize('NFKC').replace(/[\s-]/g, ''))
    .pipe(z.string().regex(/^\d{6}$/))
    .describe('a text of 6 digits, blanks and hyphens between them allowed'),
});

/** Body that removes an authenticator, or renews its recovery codes. */
export const removeBody = z.strictObject(approval);

export const begun = z.strictObject({
  result: z.literal('begun'),
  enrolmentId: z.string().describe('the confirmation names it'),
  secret: z.string().describe('what the customer types into the app where nothing can be scanned; shown this once'),
  uri: z.string().describe('what the QR code holds, an otpauth:// address; shown this once'),
  qrCode: z.string().describe('an SVG document that the app scans'),
  expiresAt: z.string().describe('when the enrolment is over unless it is confirmed, an instant'),
});
export const confirmed = z.strictObject({
  result: z.literal('enrolled'),
  recoveryCodes: z.array(z.string()).describe('for the customer to keep; shown this once, each works once'),
});
export const renewed = z.strictObject({
  result: z.literal('renewed'),
  recoveryCodes: confirmed.shape.recoveryCodes,
});
export const removed = z.strictObject({ result: z.literal('removed') });
export const authenticatorStatus = z.strictObject({
  status: z.enum(['enrolled', 'none']),
  enrolledAt: z.string().optional(),
  strongFrom: z.string().optional().describe('until then it counts as a phone does, an instant'),
  recoveryCodesLeft: z.int().optional(),
});
/** Why a change was refused. */
export const refusedChange = z.strictObject({
  result: z
    .enum(['not_approved', 'approval_used', 'approval_too_weak', 'not_enrolled', 'rejected'])
    .describe(
      'not_approved: neither a challenge verified for this change of this account lately, nor a release of it; approval_too_weak: it takes a code of the app itself, enrolled for 72 hours, or a release',
    ),
});
