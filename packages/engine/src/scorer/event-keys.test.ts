import { createHmac } from 'node:crypto';
import { type AccountEvent, type Context, accountId, epochMs } from '@countersign/events';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Mac } from '../ports/mac.ts';
import { createEventKeys } from './event-keys.ts';

const mac: Mac = {
  currentKid: () => 'k',
  digest: (purpose, input) => createHmac('sha256', purpose).update(input).digest(),
  knows: () => true,
};

const few = (name: string): fc.Arbitrary<string | undefined> =>
  fc.option(
    fc.integer({ min: 1, max: 3 }).map((number) => `${name}-${number}`),
    { nil: undefined },
  );
const addresses = fc.constantFrom(undefined, '81.2.69.142', '81.2.69.1', '2001:db8::1', 'not an address');

const event = (
  [account, deviceId, sessionId]: readonly (string | undefined)[],
  ip: string | undefined,
  merchant: string | undefined,
): AccountEvent => {
  const context = { deviceId, sessionId, ip } as Context;
  const data = {
    context,
    amount: { minor: 1, currency: 'EUR' },
    ...(merchant === undefined ? {} : { merchant: { id: merchant } }),
  };
  return {
    id: 'e',
    source: 's',
    type: 'purchase.requested',
    accountId: accountId(account ?? ''),
    time: epochMs(1),
    data,
  };
};

it('knows accounts that come again, and never gives the keys of another context', () => {
  const familiar = createEventKeys(mac);
  const one = fc.tuple(fc.tuple(few('account'), few('device'), few('session')), addresses, few('shop'));
  fc.assert(
    fc.property(fc.array(one, { maxLength: 30 }), (acts) => {
      for (const [names, ip, merchant] of acts) {
        const act = event(names, ip, merchant);
        const [known, fresh] = [familiar(act), createEventKeys(mac)(act)];
        expect(JSON.stringify(known)).toBe(JSON.stringify(fresh));
        expect(known.network === undefined).toBe(ip === undefined || ip === 'not an address');
        expect(known.device === undefined).toBe(names[1] === undefined);
      }
    }),
    { numRuns: 40 },
  );
});

it('still knows the right keys when more accounts came than it remembers', () => {
  const familiar = createEventKeys(mac);
  const of = (number: number, device: string) =>
    familiar(event([`account-${number}`, device], '81.2.69.142', undefined));
  const first = of(0, 'a');
  for (let number = 0; number < 20_000; number += 1) of(number, 'a');
  expect(of(0, 'a')).toEqual(first);
  expect(of(0, 'b').device).not.toBe(first.device);
});
