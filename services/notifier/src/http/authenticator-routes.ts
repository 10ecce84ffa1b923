import type { ApprovalName, AuthenticatorUseCases } from '@countersign/engine';
import { qrCodeSvg } from '@countersign/runtime';
import type { z } from 'zod';
import {
  accountBody,
  authenticatorStatus,
  beginBody,
  begun,
  confirmBody,
  confirmed,
  refusedChange,
  removeBody,
  removed,
  renewed,
} from './authenticator-messages.ts';
import { type Answer, type Route, unavailable } from './route.ts';

const instant = (ms: number): string => new Date(ms).toISOString();
const refused = (result: z.infer<typeof refusedChange>['result']): Answer => ({ status: 422, body: { result } });
const unclear: Answer = {
  status: 400,
  body: { error: 'Name one approval: "challengeId" of a verified challenge, or "decisionId" of a released decision.' },
};

/** The operations on authenticator apps (OTP-20). */
export function authenticatorRoutes(useCases: AuthenticatorUseCases): readonly Route[] {
  return [
    beginRoute(useCases),
    confirmRoute(useCases),
    renewRoute(useCases),
    removeRoute(useCases),
    statusRoute(useCases),
  ];
}

const beginRoute = (useCases: AuthenticatorUseCases): Route => ({
  method: 'POST',
  path: '/v1/authenticators/begin',
  operation: 'beginEnrolment',
  summary:
    'Show the secret of a new authenticator app, once. Needs an approval of its own: a challenge verified for a change of the setting mfa, or a held one that a person released.',
  scope: 'verify',
  body: beginBody,
  answers: {
    200: { description: 'Begun; what was enrolled before stays until this is confirmed.', schema: begun },
    422: { description: 'Not approved, or with an approval that served before.', schema: refusedChange },
  },
  async run(_, body) {
    const { accountId, label, ...named } = beginBody.parse(body);
    const approval = approvalIn(named);
    if (approval === undefined) return unclear;
    const answer = await useCases.beginEnrolment({ accountId, approval, label });
    if (answer === 'unavailable') return unavailable;
    if (typeof answer === 'string') return refused(answer);
    const { expiresAtMs, ...shown } = answer;
    const told: z.infer<typeof begun> = { ...shown, qrCode: qrCodeSvg(shown.uri), expiresAt: instant(expiresAtMs) };
    return { status: 200, body: told };
  },
});

const confirmRoute = (useCases: AuthenticatorUseCases): Route => ({
  method: 'POST',
  path: '/v1/authenticators/confirm',
  operation: 'confirmEnrolment',
  summary: 'Prove with one code that the app has the secret; from now on it verifies. The fifth wrong code ends it.',
  scope: 'verify',
  body: confirmBody,
  answers: {
    200: { description: 'Enrolled; the recovery codes are shown this once.', schema: confirmed },
    422: { description: 'A wrong code, or no such enrolment any more.', schema: refusedChange },
  },
  async run(_, body) {
    const answer = await useCases.confirmEnrolment(confirmBody.parse(body));
    if (answer === 'unavailable') return unavailable;
    if (answer === 'rejected') return refused(answer);
    return { status: 200, body: { result: 'enrolled', recoveryCodes: answer.recoveryCodes } };
  },
});

const renewRoute = (useCases: AuthenticatorUseCases): Route => ({
  method: 'POST',
  path: '/v1/authenticators/renew-recovery-codes',
  operation: 'renewRecoveryCodes',
  summary:
    'Make recovery codes anew and show them, once; the ones before are worthless at once. Needs an approval of its own, for a change of the setting mfa, by the app itself or a person.',
  scope: 'verify',
  body: removeBody,
  answers: {
    200: { description: 'Renewed.', schema: renewed },
    422: {
      description: 'Not approved, by too weak a proof or with an approval that served before, or not enrolled.',
      schema: refusedChange,
    },
  },
  async run(_, body) {
    const { accountId, ...named } = removeBody.parse(body);
    const approval = approvalIn(named);
    if (approval === undefined) return unclear;
    const answer = await useCases.renewRecoveryCodes({ accountId, approval });
    if (answer === 'unavailable') return unavailable;
    if (typeof answer === 'string') return refused(answer);
    return { status: 200, body: { result: 'renewed', recoveryCodes: answer.recoveryCodes } };
  },
});

const removeRoute = (useCases: AuthenticatorUseCases): Route => ({
  method: 'POST',
  path: '/v1/authenticators/remove',
  operation: 'removeAuthenticator',
  summary:
    'Remove the authenticator app with its recovery codes. Needs an approval of its own, for a change of the setting mfa with the action remove.',
  scope: 'verify',
  body: removeBody,
  answers: {
    200: { description: 'Removed.', schema: removed },
    422: { description: 'Not approved, with an approval that served before, or not enrolled.', schema: refusedChange },
  },
  async run(_, body) {
    const { accountId, ...named } = removeBody.parse(body);
    const approval = approvalIn(named);
    if (approval === undefined) return unclear;
    const answer = await useCases.removeAuthenticator({ accountId, approval });
    if (answer === 'unavailable') return unavailable;
    return answer === 'removed' ? { status: 200, body: { result: answer } } : refused(answer);
  },
});

const statusRoute = (useCases: AuthenticatorUseCases): Route => ({
  method: 'POST',
  path: '/v1/authenticators/status',
  operation: 'getAuthenticator',
  summary: 'Whether an account has an authenticator app, since when, and how many recovery codes are left.',
  scope: 'read',
  body: accountBody,
  answers: { 200: { description: 'How it stands.', schema: authenticatorStatus } },
  async run(_, body) {
    const answer = await useCases.authenticator(accountBody.parse(body).accountId);
    if (answer === 'unavailable') return unavailable;
    if (answer === 'none') return { status: 200, body: { status: answer } };
    const { enrolledAtMs, strongFromMs, recoveryCodesLeft } = answer;
    const told: z.infer<typeof authenticatorStatus> = {
      status: 'enrolled',
      enrolledAt: instant(enrolledAtMs),
      strongFrom: instant(strongFromMs),
      recoveryCodesLeft,
    };
    return { status: 200, body: told };
  },
});

/** Exactly one of the two. */
function approvalIn({
  challengeId,
  decisionId,
}: Pick<z.infer<typeof removeBody>, 'challengeId' | 'decisionId'>): ApprovalName | undefined {
  if (challengeId !== undefined && decisionId === undefined) return { challengeId };
  return challengeId === undefined && decisionId !== undefined ? { decisionId } : undefined;
}
