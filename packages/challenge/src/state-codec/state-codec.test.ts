import { CountersignError } from '@countersign/events';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ClaimedChallenge } from '../life/challenge-state.ts';
import {
  after,
  begin,
  beginBy,
  challenge,
  claim,
  codeOf,
  failedAs,
  join,
  present,
  resend,
  sentAs,
} from '../../test-support/sample-challenge.ts';
import { decodeChallenge, encodeChallenge } from './state-codec.ts';

const wish = { type: 'resend', channel: 'email' } as const;
const traced = { ...claim, traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' } as typeof claim;
const guessed = { ...claim, reservation: { digits: 8, isGuessed: true, supersedes: [] } } as typeof claim;
const ofProvedDevice = { ...claim, challenge: { ...challenge, deviceProved: true } } as typeof claim;
const states: Readonly<Record<string, ClaimedChallenge>> = {
  claimed: after([0, traced]),
  stale: after([700_000, claim]),
  sending: after([0, claim], [0, begin]),
  failing: after([0, claim], [0, begin], [10, failedAs(1, 'timeout', true)]),
  sent: after([0, claim], [0, begin], [10, sentAs(1)]),
  renewed: after([0, claim], [0, begin], [10, sentAs(1)], [500_000, resend]),
  verified: after([0, claim], [0, begin], [10, present(codeOf(1))]),
  'on its way by another channel': after(
    [0, claim],
    [0, beginBy('sms')],
    [10, failedAs(1, 'rejected', false, ['sms', 'email'])],
    [10, begin],
  ),
  'asked for by another channel': after([0, claim], [0, begin], [10, sentAs(1)], [60_000, wish]),
  'asked for two codes': after([0, guessed]),
  'of a proved device': after([0, ofProvedDevice]),
  'joined by another': after([0, claim], [5, join('c2')], [6, join('c3')]),
};

describe('the stored form of a challenge', () => {
  test.each(Object.entries(states))('of a %s one reads back as it was', (_, state) => {
    expect(decodeChallenge(encodeChallenge(state))).toEqual(state);
  });

  test('holds any text and number', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 64 });
    const ms = fc.nat({ max: Number.MAX_SAFE_INTEGER });
    fc.assert(
      fc.property(text, text, ms, fc.uint8Array({ maxLength: 64 }), (accountId, payee, expiresAtMs, nonce) => {
        const terms = {
          ...after([0, claim]).terms,
          accountId,
          act: { eventType: 'x', payee },
          key: { nonce, kid: 'k' },
        };
        const state = { ...after([0, claim]), terms, expiresAtMs };
        expect(decodeChallenge(encodeChallenge(state))).toEqual(state);
      }),
    );
  });

  test('stays below 600 bytes', () => {
    expect(encodeChallenge(after([0, traced])).length).toBeLessThan(600);
  });

  test('does not change by itself: what is stored must be readable after an upgrade', () => {
    const hex = Array.from(encodeChallenge(after([0, claim])), (byte) => byte.toString(16).padStart(2, '0')).join('');
    expect(hex).toMatchSnapshot();
  });

  test.each([
    ['1, before companions', () => storedByVersion1],
    ['2, with one channel', () => storedByVersion2],
    ['4, before authenticator apps', () => storedByVersion4],
  ])('of version %s, is read', (_, stored) => {
    const before = Uint8Array.from(stored().match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
    expect(decodeChallenge(before)).toEqual(after([0, claim]));
  });

  test('of version 5, as releases before the growing delay stored it, is read', () => {
    const before = Uint8Array.from(storedByVersion5.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
    expect(decodeChallenge(before)).toEqual(after([0, claim]));
  });

  test('of a companion is the id that it joined', () => {
    const companion = { status: 'joined', to: challenge.id } as const;
    expect(decodeChallenge(encodeChallenge(companion))).toEqual(companion);
  });

  test('of another version is refused', () => {
    const bytes = encodeChallenge(after([0, claim]));
    bytes[0] = 7;
    expect(() => decodeChallenge(bytes)).toThrow('version 7; this release reads 1 to 6');
  });

  test('cut or altered anywhere gives bad_state or another challenge, never another exception', () => {
    const whole = encodeChallenge(after([0, traced]));
    fc.assert(
      fc.property(fc.nat({ max: whole.length - 1 }), fc.integer({ min: 0, max: 255 }), (at, byte) => {
        expectBadState(() => decodeChallenge(whole.subarray(0, at)));
        const altered = Uint8Array.from(whole);
        altered[at] = byte;
        expectBadState(() => decodeChallenge(altered), true);
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => expectBadState(() => decodeChallenge(bytes), true)),
    );
  });

  test('keeps the digits and channels of the challenge', () => {
    expect(decodeChallenge(encodeChallenge(after([0, claim])))).toMatchObject({
      terms: { digits: challenge.digits, channels: challenge.channels },
    });
  });
});

function expectBadState(read: () => unknown, mayWork = false): void {
  try {
    read();
  } catch (error) {
    expect(error).toBeInstanceOf(CountersignError);
    expect(error).toMatchObject({ code: 'bad_state' });
    return;
  }
  if (!mayWork) throw new Error('a cut state was read');
}

const storedByVersion1 =
  '01002430623666346135322d336630652d386135642d396334312d3764326538663130613362342437633965363637392d37' +
  '3432352d353064652d393434622d653037666331663930616537056576742d31056163632d310195017b226576656e745479' +
  '7065223a2270757263686173652e726571756573746564222c22616d6f756e74223a7b226d696e6f72223a3132393930302c' +
  '2263757272656e6379223a22455552227d2c227061796565223a2246696e652057617463686573222c22706c616365223a22' +
  '4c6973626f6e2c205054222c22646576696365223a2246697265666f78206f6e204c696e7578227d1c62696e64696e676269' +
  '6e64696e6762696e64696e6762696e64696e6701106465766963652d70736575646f6e796d060103c0cf24c0ebeec5ca3310' +
  '000102030405060708090a0b0c0d0e0f026b310080bb93c6ca330001c0ebeec5ca33000000000100c0ebeec5ca330000';

const storedByVersion2 =
  '02002430623666346135322d336630652d386135642d396334312d3764326538663130613362342437633965363637392d37' +
  '3432352d353064652d393434622d653037666331663930616537056576742d31056163632d310195017b226576656e745479' +
  '7065223a2270757263686173652e726571756573746564222c22616d6f756e74223a7b226d696e6f72223a3132393930302c' +
  '2263757272656e6379223a22455552227d2c227061796565223a2246696e652057617463686573222c22706c616365223a22' +
  '4c6973626f6e2c205054222c22646576696365223a2246697265666f78206f6e204c696e7578227d1c62696e64696e676269' +
  '6e64696e6762696e64696e6762696e64696e6701106465766963652d70736575646f6e796d060103c0cf24c0ebeec5ca3310' +
  '000102030405060708090a0b0c0d0e0f026b310080bb93c6ca330001c0ebeec5ca33000000000100c0ebeec5ca33000000';

const storedByVersion4 =
  '04002430623666346135322d336630652d386135642d396334312d3764326538663130613362342437633965363637392d37' +
  '3432352d353064652d393434622d653037666331663930616537056576742d31056163632d310195017b226576656e745479' +
  '7065223a2270757263686173652e726571756573746564222c22616d6f756e74223a7b226d696e6f72223a3132393930302c' +
  '2263757272656e6379223a22455552227d2c227061796565223a2246696e652057617463686573222c22706c616365223a22' +
  '4c6973626f6e2c205054222c22646576696365223a2246697265666f78206f6e204c696e7578227d1c62696e64696e676269' +
  '6e64696e6762696e64696e6762696e64696e6701106465766963652d70736575646f6e796d060103c0cf24c0ebeec5ca3310' +
  '000102030405060708090a0b0c0d0e0f026b310080bb93c6ca330001c0ebeec5ca33000000000100c0ebeec5ca3300000000' +
  '00';

const storedByVersion5 =
  '05002430623666346135322d336630652d386135642d396334312d3764326538663130613362342437633965363637392d37' +
  '3432352d353064652d393434622d653037666331663930616537056576742d31056163632d310195017b226576656e745479' +
  '7065223a2270757263686173652e726571756573746564222c22616d6f756e74223a7b226d696e6f72223a3132393930302c' +
  '2263757272656e6379223a22455552227d2c227061796565223a2246696e652057617463686573222c22706c616365223a22' +
  '4c6973626f6e2c205054222c22646576696365223a2246697265666f78206f6e204c696e7578227d1c62696e64696e676269' +
  '6e64696e6762696e64696e6762696e64696e6701106465766963652d70736575646f6e796d060103c0cf24c0ebeec5ca3310' +
  '000102030405060708090a0b0c0d0e0f026b310080bb93c6ca330001c0ebeec5ca33000000000100c0ebeec5ca3300000000' +
  '000100';
