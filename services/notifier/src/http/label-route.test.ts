import type { LabelAnswer, LabelWish } from '@countersign/engine';
import { describe, expect, it } from 'vitest';
import { labelRoute } from './label-route.ts';

const nowMs = Date.UTC(2026, 2, 10);
const recorded: LabelAnswer = {
  result: 'recorded',
  eventId: 'e1',
  accountId: 'ana',
  touches: 'account_and_entities',
  before: undefined,
};
const wish = { eventId: 'e1', label: 'fraud', source: 'chargeback' };

async function asked(body: object, answer: LabelAnswer = recorded) {
  const wishes: LabelWish[] = [];
  const route = labelRoute(
    async (one) => {
      wishes.push(one);
      return answer;
    },
    () => nowMs,
  );
  return { wishes, answer: await route.run('', body), route };
}

describe('POST /v1/labels', () => {
  it('needs the scope admin', async () => {
    expect((await asked(wish)).route).toMatchObject({ method: 'POST', path: '/v1/labels', scope: 'admin' });
  });

  it('passes on what was said, known since now unless it says otherwise', async () => {
    const { wishes, answer } = await asked(wish);
    expect(wishes).toMatchObject([{ id: 'e1', label: 'fraud', source: 'chargeback', knownAtMs: nowMs }]);
    const { before: _, ...body } = recorded;
    expect(answer).toEqual({ status: 200, body });
    const more = {
      knownAt: '2026-03-01T00:00:00Z',
      eventTime: '2026-02-01T00:00:00Z',
      accountId: 'ana',
      note: 'called',
    };
    expect((await asked({ ...wish, ...more })).wishes).toMatchObject([
      { knownAtMs: Date.UTC(2026, 2, 1), eventTimeMs: Date.UTC(2026, 1, 1), accountId: 'ana', note: 'called' },
    ]);
  });

  it.each<[string, object, LabelAnswer, number, RegExp]>([
    [
      'an event that nobody knows',
      {},
      { result: 'unknown_event' },
      404,
      /^No decision has this id .* for the account alone\.$/,
    ],
    ['one known before it happened', {}, { result: 'known_before_event', eventTimeMs: 0 }, 422, /before the event/],
    ['one known in the future', { knownAt: '2026-03-10T01:00:00Z' }, recorded, 422, /^knownAt lies in the future\.$/],
    [
      'what no record may hold',
      {},
      { result: 'refused', message: 'data.note: no control characters.' },
      422,
      /no control/,
    ],
  ])('refuses %s', async (_, more, answer, status, sentence) => {
    const { answer: given } = await asked({ ...wish, ...more }, answer);
    expect(given.status).toBe(status);
    expect((given.body as { error: string }).error).toMatch(sentence);
  });

  it('says what was said before', async () => {
    const before = { label: 'legitimate', knownAtMs: nowMs } as const;
    const { answer } = await asked(wish, { ...recorded, result: 'outdated', before });
    expect(answer.body).toMatchObject({
      result: 'outdated',
      before: { label: 'legitimate', knownAt: '2026-03-10T00:00:00.000Z' },
    });
  });
});
