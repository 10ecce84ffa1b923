import { channel as channels } from '@countersign/events';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextChannel, weakest } from './next-channel.ts';

const lost = { channel: 'sms', isFinal: false } as const;
const refused = { channel: 'sms', isFinal: true } as const;
const slow = { channel: 'email', isFinal: false } as const;

test.each([
  ['the strongest first', {}, 'sms'],
  ['what the customer asked for', { wished: 'email' }, 'email'],
  ['not what does not reach the customer', { wished: 'voice' }, 'sms'],
  ['not what the customer asked for when it failed', { wished: 'sms', givenUp: [lost] }, 'email'],
  ['another one after a failure', { givenUp: [lost] }, 'email'],
  ['of two that failed the one of longer ago', { givenUp: [slow, lost] }, 'email'],
  ['never one that refused for good', { givenUp: [refused, slow] }, 'email'],
  ['nothing when all refused', { givenUp: [refused, { channel: 'email', isFinal: true }] }, undefined],
] as const)('takes %s (OTP-30)', (_, delivery, expected) => {
  expect(nextChannel(['sms', 'email'], { givenUp: [], ...delivery })).toBe(expected);
});

test('takes one that is open, whatever was wished and given up', () => {
  const open = fc.uniqueArray(fc.constantFrom(...channels.options));
  const givenUp = fc.uniqueArray(fc.record({ channel: fc.constantFrom(...channels.options), isFinal: fc.boolean() }), {
    selector: ({ channel }) => channel,
  });
  fc.assert(
    fc.property(
      open,
      fc.option(fc.constantFrom(...channels.options), { nil: undefined }),
      givenUp,
      (some, wished, gone) => {
        const next = nextChannel(some, { wished, givenUp: gone });
        const usable = some.filter((one) => !gone.some(({ channel, isFinal }) => channel === one && isFinal));
        if (next === undefined) expect(usable).toEqual([]);
        else expect(usable).toContain(next);
      },
    ),
  );
});

test('of channels that may all have carried a code, the one that proves least counts', () => {
  expect(weakest(['sms'])).toBe('sms');
  expect(weakest(['sms', 'email', 'voice'])).toBe('email');
});
