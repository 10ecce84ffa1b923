import type { OpenChallenge } from '@countersign/engine';
import type { z } from 'zod';
import { inEvenTime } from './in-even-time.ts';
import type { ChallengeUseCases } from './challenge-use-cases.ts';
import * as messages from './messages.ts';
import {
  failure,
  received,
  rejected,
  reportBody,
  resendBody,
  sent,
  status,
  verificationBody,
  verified,
} from './messages.ts';
import { type Answer, type Route, unavailable } from './route.ts';

const refusal = {
  description:
    'Not verified. Unknown, expired, used, wrong, locked and bound to another act are all answered with this, on purpose. Not a 200, so that a caller who looks only at the status lets nothing pass.',
  schema: rejected,
};
const refused: Answer = { status: 422, body: { result: 'rejected' } };

const target = { name: 'challengeId', schema: messages.challengeId };

/** The operations of the verification interface. */
export function challengeRoutes(useCases: ChallengeUseCases): readonly Route[] {
  return [verifyRoute(useCases), resendRoute(useCases), statusRoute(useCases), notMeRoute(useCases)];
}

function verifyRoute(useCases: ChallengeUseCases): Route<z.output<typeof verificationBody>> {
  return {
    method: 'POST',
    path: '/v1/challenges/{challengeId}/verify',
    target,
    operation: 'verifyChallenge',
    summary:
      'Check the code that the customer typed. Every call is an attempt; the fifth wrong one closes the challenge.',
    scope: 'verify',
    body: verificationBody,
    answers: {
      200: { description: 'Verified, once and for this act only.', schema: verified },
      422: refusal,
      429: { description: 'Too many wrong codes from where this one was typed: see Retry-After.', schema: failure },
    },
    async run(challengeId, presented) {
      const result = await inEvenTime(
        () => useCases.verify(challengeId, presented),
        (found) => found === 'rejected',
      );
      if (result === 'unavailable') return unavailable;
      if (typeof result === 'object') return mustWait(result.retryAfterSeconds);
      return result === 'verified' ? { status: 200, body: { result } } : refused;
    },
  };
}

function resendRoute(useCases: ChallengeUseCases): Route {
  return {
    method: 'POST',
    path: '/v1/challenges/{challengeId}/resend',
    target,
    operation: 'resendCode',
    summary:
      'Send a new code, by the same or another channel; the one before becomes worthless. The challenge does not live longer by it.',
    scope: 'verify',
    body: resendBody,
    answers: {
      200: { description: 'A new code is on its way.', schema: sent },
      422: {
        ...refusal,
        description: 'No further code for this challenge, not by this channel, or no such challenge.',
      },
      429: { description: 'The pause between two codes is not over: see Retry-After.', schema: failure },
    },
    async run(challengeId, body) {
      const result = await useCases.resend(challengeId, resendBody.parse(body));
      if (result === 'unavailable') return unavailable;
      if (typeof result === 'object') return tooEarly(result.retryAfterSeconds);
      return result === 'sent' ? { status: 200, body: { result } } : refused;
    },
  };
}

function statusRoute(useCases: ChallengeUseCases): Route {
  return {
    method: 'GET',
    path: '/v1/challenges/{challengeId}',
    target,
    operation: 'getChallenge',
    summary: 'How a challenge stands, and what the page shows of it. A challenge that never was is closed.',
    scope: 'read',
    answers: { 200: { description: 'Open, verified or closed.', schema: status } },
    async run(challengeId) {
      const found = await useCases.status(challengeId);
      if (found === 'unavailable') return unavailable;
      return { status: 200, body: typeof found === 'string' ? { status: found } : whileOpen(found) };
    },
  };
}

/** What a page shows of an open challenge, as it goes over the wire. */
export const whileOpen = ({ expiresAtMs, ...shown }: OpenChallenge): object => ({
  ...shown,
  expiresAt: new Date(expiresAtMs).toISOString(),
});

function notMeRoute(useCases: ChallengeUseCases): Route {
  return {
    method: 'POST',
    path: '/v1/challenges/{challengeId}/not-me',
    target,
    operation: 'reportNotMe',
    summary:
      'The customer says that this was not them: the act is refused, what else is live from that device or session ends, and the account is protected.',
    scope: 'verify',
    body: reportBody,
    answers: { 200: { description: 'Noted; the same answer for a challenge that never was.', schema: received } },
    async run(challengeId, body) {
      const { client } = reportBody.parse(body);
      const result = await useCases.reportNotMe(challengeId, client);
      return result === 'unavailable' ? unavailable : { status: 200, body: { result } };
    },
  };
}

/** The code was not looked at, so it is as good as before. */
export function mustWait(retryAfterSeconds: number): Answer {
  return {
    status: 429,
    body: { error: `Too many wrong codes; the next one counts in ${Math.ceil(retryAfterSeconds)} s.` },
    retryAfterSeconds,
  };
}

/** The pause between two codes is not over (OTP-10). */
export function tooEarly(retryAfterSeconds: number): Answer {
  return {
    status: 429,
    body: { error: `The next code can be sent in ${Math.ceil(retryAfterSeconds)} s.` },
    retryAfterSeconds,
  };
}
