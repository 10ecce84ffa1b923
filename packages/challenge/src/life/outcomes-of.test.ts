import { outcome } from '@countersign/events';
import { describe, expect, test } from 'vitest';
import type { Command } from './challenge-command.ts';
import { type ClaimedChallenge, initialState, isOwnLife } from './challenge-state.ts';
import {
  after,
  at,
  begin,
  claim,
  codeOf,
  expire,
  failedAs,
  present,
  report,
  resend,
  sentAs,
  wrongCode,
} from '../../test-support/sample-challenge.ts';
import { outcomesOf } from './outcomes-of.ts';

const sent = [
  [0, claim],
  [0, begin],
  [1_000, sentAs(1)],
] as const;

function announced(before: ClaimedChallenge | typeof initialState, atMs: number, command: Command) {
  const { events, state } = at(before, atMs, command);
  return isOwnLife(state) ? outcomesOf(events, state) : [];
}

describe('announced outcomes', () => {
  test.each([
    ['claimed', announced(initialState, 0, claim), []],
    ['claimed too late', announced(initialState, 700_000, claim), [['suppressed', 0, 'stale']]],
    ['sent', announced(after([0, claim], [0, begin]), 1, sentAs(1)), [['sent', 1, undefined]]],
    ['verified', announced(after(...sent), 2_000, present(codeOf(1))), [['verified', 1, undefined]]],
    [
      'verified before the provider answered',
      announced(after([0, claim], [0, begin]), 2_000, present(codeOf(1))),
      [
        ['sent', 1, undefined],
        ['verified', 1, undefined],
      ],
    ],
    ['a wrong code', announced(after(...sent), 2_000, present(wrongCode)), []],
    ['another act', announced(after(...sent), 2_000, present('1', 'another')), [['failed', 1, 'binding_changed']]],
    ['asked for again', announced(after(...sent), 60_000, resend), []],
    [
      'sent again',
      announced(after(...sent, [60_000, resend], [60_000, begin]), 61_000, sentAs(2)),
      [['sent', 2, undefined]],
    ],
    ['expired', announced(after(...sent), 600_000, expire), [['expired', 1, undefined]]],
    [
      'undeliverable',
      announced(after([0, claim], [0, begin]), 1, failedAs(1, 'rejected', false)),
      [['undeliverable', 0, 'rejected']],
    ],
    ['reported', announced(after(...sent), 2_000, report), [['reported', 1, undefined]]],
  ])('%s', (_, outcomes, expected) => {
    expect(outcomes.map(({ kind, sendSeq, reason }) => [kind, sendSeq, reason])).toEqual(expected);
    for (const each of outcomes) expect(outcome.parse(each)).toEqual(each);
  });

  test('have the same id whenever the same step is made', () => {
    const idAt = (atMs: number): string | undefined => announced(after(...sent), atMs, expire)[0]?.id;
    expect(idAt(600_000)).toBe(idAt(900_000));
  });

  test('name channel, device, times and required actions', () => {
    expect(announced(after(...sent), 2_000, report)).toMatchObject([
      {
        at: '2026-03-01T09:30:02.000Z',
        expiresAt: '2026-03-01T09:40:00.000Z',
        channel: 'email',
        device: 'device-pseudonym',
        requiredActions: ['revoke_sessions', 'change_password', 'remove_device'],
      },
    ]);
  });

  test('of a renewed challenge carry its new expiry, so that the scorer knows that it was in time (DEL-17)', () => {
    const renewed = after(...sent, [500_000, resend], [500_000, begin], [501_000, sentAs(2)]);
    expect(announced(renewed, 700_000, present(codeOf(2)))).toMatchObject([
      { kind: 'verified', at: '2026-03-01T09:41:40.000Z', expiresAt: '2026-03-01T09:48:20.000Z' },
    ]);
  });
});
