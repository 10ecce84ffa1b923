import type { HandoverUseCases } from '@countersign/engine';
import {
  delegateBody,
  deliveryBody,
  handoverBody,
  handoverStatus,
  named,
  notHandedOver,
  notHere,
} from './handover-messages.ts';
import { inEvenTime } from './in-even-time.ts';
import { failure, rejected, sent, verified } from './messages.ts';
import { mustWait, tooEarly, whileOpen } from './challenge-routes.ts';
import { type Answer, type Route, unavailable } from './route.ts';

/** The operations on the hand-over of deliveries: three for couriers, by a scope of their own, and one for the recipient's page (OTP-36). */
export function handoverRoutes(useCases: HandoverUseCases): readonly Route[] {
  return [verifyRoute(useCases), reissueRoute(useCases), statusRoute(useCases), delegateRoute(useCases)];
}

const refused: Answer = { status: 422, body: { result: 'rejected' } };

const verifyRoute = (useCases: HandoverUseCases): Route => ({
  method: 'POST',
  path: '/v1/handovers/verify',
  operation: 'verifyHandover',
  summary:
    'Check the code that somebody says at the door, by order and stop. Hand over only what was verified. Every call is an attempt; the fifth wrong one closes the code, and the delivery must be rescheduled.',
  scope: 'courier',
  body: handoverBody,
  answers: {
    200: { description: 'Verified, once and for this delivery only: hand it over.', schema: verified },
    409: {
      description: 'Nothing was checked: the courier stands elsewhere, or nobody else may receive it.',
      schema: notHere,
    },
    422: {
      description:
        'Not verified. No such delivery, no code for it, expired, used, wrong and locked are all answered with this.',
      schema: notHandedOver,
    },
    429: { description: 'Too many wrong codes of this courier for this recipient: see Retry-After.', schema: failure },
  },
  async run(_, body) {
    const { orderId, stopId, ...typed } = handoverBody.parse(body);
    const result = await inEvenTime(
      () => useCases.verifyHandover({ orderId, stopId }, typed),
      (found) => found === 'rejected',
    );
    if (result === 'unavailable') return unavailable;
    if (typeof result === 'object') return mustWait(result.retryAfterSeconds);
    if (result === 'wrong_address' || result === 'no_delegate') return { status: 409, body: { result } };
    return result === 'verified' ? { status: 200, body: { result } } : refused;
  },
});

const reissueRoute = (useCases: HandoverUseCases): Route => ({
  method: 'POST',
  path: '/v1/handovers/reissue',
  operation: 'reissueHandover',
  summary:
    'The code is lost: send the recipient another one; the one before becomes worthless. The courier never sees it.',
  scope: 'courier',
  body: deliveryBody,
  answers: {
    200: { description: 'A new code is on its way to the recipient.', schema: sent },
    422: { description: 'No further code for this delivery, or no such delivery.', schema: rejected },
    429: { description: 'The pause between two codes is not over: see Retry-After.', schema: failure },
  },
  async run(_, body) {
    const result = await useCases.reissueHandover(deliveryBody.parse(body));
    if (result === 'unavailable') return unavailable;
    if (typeof result === 'object') return tooEarly(result.retryAfterSeconds);
    return result === 'sent' ? { status: 200, body: { result } } : refused;
  },
});

const statusRoute = (useCases: HandoverUseCases): Route => ({
  method: 'POST',
  path: '/v1/handovers/status',
  operation: 'getHandover',
  summary: 'How a hand-over stands, and who may receive it instead. A delivery without a code is closed.',
  scope: 'courier',
  body: deliveryBody,
  answers: { 200: { description: 'Open, verified or closed.', schema: handoverStatus } },
  async run(_, body) {
    const found = await useCases.handover(deliveryBody.parse(body));
    if (found === 'unavailable') return unavailable;
    return { status: 200, body: typeof found === 'string' ? { status: found } : whileOpen(found) };
  },
});

const delegateRoute = (useCases: HandoverUseCases): Route => ({
  method: 'POST',
  path: '/v1/handovers/delegate',
  operation: 'nameDelegate',
  summary:
    'The recipient, signed in on your page, says who may receive the delivery instead. Who is named tells the code, which the recipient passes on.',
  scope: 'verify',
  body: delegateBody,
  answers: {
    200: { description: 'Named; the courier sees the name.', schema: named },
    422: { description: 'No open code for this delivery.', schema: rejected },
  },
  async run(_, body) {
    const { name, ...delivery } = delegateBody.parse(body);
    const result = await useCases.nameDelegate(delivery, name);
    if (result === 'unavailable') return unavailable;
    return result === 'named' ? { status: 200, body: { result } } : refused;
  },
});
