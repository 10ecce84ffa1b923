import fc from 'fast-check';
import { expect, it } from 'vitest';
import { naming, spend, velocitiesOf } from '../../../test-support/naming-velocities.ts';
import { type World, hourMs, story, thief } from '../../../test-support/story.ts';
import { observe } from '../../../test-support/world.ts';
import { velocityUses } from '../../index.ts';

const act = fc.record({
  account: fc.constantFrom('ana', 'bo', 'cy'),
  device: fc.constantFrom('d1', 'd2'),
  gapS: fc.integer({ min: 0, max: 2_000 }),
  euros: fc.integer({ min: 1, max: 900 }),
  /** The scorer dies after it recorded the act and before it was decided. */
  isRecordedBefore: fc.boolean(),
  isRecordedAgain: fc.boolean(),
});

it('equals a naive model, however often acts are recorded (DEL-09, Jube #77)', () => {
  const policy = naming(['DevicePurchases1hCount', 'DevicePurchases1hSum', 'DevicePurchases1hAccounts']);
  fc.assert(
    fc.property(fc.array(act, { maxLength: 30 }), (acts) => {
      const world: World = new Map();
      const people = new Map(['ana', 'bo', 'cy'].map((name) => [name, story(name, policy, world)]));
      const past: { atMs: number; account: string; device: string; euros: number }[] = [];
      let count = 0;
      for (const { account, device, gapS, euros, isRecordedBefore, isRecordedAgain } of acts) {
        for (const one of people.values()) one.wait(gapS * 1000);
        const person = people.get(account)!;
        const { nowMs } = person;
        const known = past.filter((one) => one.device === device && one.atMs > nowMs - hourMs);
        const record = () => {
          const id = `${account}-${past.filter((one) => one.account === account).length + 1}`;
          const event = { id, type: 'purchase.requested', data: spend(euros) } as never;
          for (const use of velocityUses(policy.velocities!, event, { account, device }, nowMs, false)) {
            observe(world, use, nowMs);
          }
        };
        if (isRecordedBefore) record();
        const told = velocitiesOf(person.act('purchase.requested', spend(euros), { ...thief, device }));
        if (isRecordedAgain) record();
        past.push({ atMs: nowMs, account, device, euros });
        known.push(past.at(-1)!);
        expect(told).toEqual({
          DevicePurchases1hCount: known.length,
          DevicePurchases1hSum: known.reduce((sum, one) => sum + one.euros, 0),
          DevicePurchases1hAccounts: new Set(known.map((one) => one.account)).size,
        });
        count += 1;
      }
      expect(count).toBe(acts.length);
    }),
    { numRuns: 60 },
  );
});
