import type { LabelAnswer, Labelling } from '@countersign/engine';
import type { z } from 'zod';
import { failure, labelBody, labelled } from './messages.ts';
import type { Answer, Route } from './route.ts';

/** A clock may be so far ahead of ours. */
const aheadMs = 120_000;

/** What turned out to be true of an event, from an analyst's tool or a chargeback import. @param nowMs epoch milliseconds */
export function labelRoute(labelling: Labelling, nowMs: () => number): Route {
  return {
    method: 'POST',
    path: '/v1/labels',
    operation: 'labelEvent',
    summary: 'Say what turned out to be true of an event. Of contradicting labels the one that was known last counts.',
    scope: 'admin',
    body: labelBody,
    answers: {
      200: { description: 'Recorded, or known already.', schema: labelled },
      404: {
        description: 'No decision has this id among those searched; name accountId and eventTime.',
        schema: failure,
      },
      422: { description: 'It cannot be so; nothing was recorded.', schema: failure },
    },
    async run(_, body) {
      const wish = labelBody.parse(body);
      const knownAtMs = wish.knownAt === undefined ? nowMs() : Date.parse(wish.knownAt);
      if (knownAtMs > nowMs() + aheadMs) return impossible('knownAt lies in the future.');
      const { eventId: id, label, source, note, accountId, eventTime } = wish;
      const eventTimeMs = eventTime === undefined ? undefined : Date.parse(eventTime);
      return answerOf(await labelling({ id, label, source, knownAtMs, note, accountId, eventTimeMs }));
    },
  };
}

const impossible = (error: string): Answer => ({ status: 422, body: { error } });

function answerOf(answer: LabelAnswer): Answer {
  switch (answer.result) {
    case 'unknown_event':
      return {
        status: 404,
        body: {
          error:
            'No decision has this id among those searched: it is older than the topic keeps, far back, or never was. Name accountId and eventTime; with accountId it is recorded for the account alone.',
        },
      };
    case 'known_before_event':
      return impossible('knownAt lies before the event.');
    case 'refused':
      return impossible(`The label cannot be recorded: ${answer.message}`);
    default: {
      const { result, eventId, accountId, touches, before } = answer;
      const earlier =
        before === undefined
          ? {}
          : { before: { label: before.label, knownAt: new Date(before.knownAtMs).toISOString() } };
      const body: z.infer<typeof labelled> = { result, eventId, accountId, touches, ...earlier };
      return { status: 200, body };
    }
  }
}
