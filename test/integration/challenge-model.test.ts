import { randomUUID } from 'node:crypto';
import { openEmbedded } from '@countersign/embedded';
import type { Clock } from '@countersign/engine';
import { epochMs } from '@countersign/events';
import { describeWithService, redisService } from '@countersign/testkit';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AccountModel, type Deed, pausesBetween, sequences } from './challenge-model.ts';
import { temporaryFolder } from './embedded-fixture.ts';
import { binding } from './notifier-records.ts';
import { openFresh, patient } from './redis-fixture.ts';
import { type ServedNotifier, type ServedOn, servedNotifier } from './served-notifier.ts';

/** `SEQUENCES=10000 npm test -- integration test/integration/challenge-model.test.ts` is the long run. */
const total = Number(process.env['SEQUENCES'] ?? 500);
const sideBySide = 125;
const seed = Number(process.env['SEED'] ?? 1);

/** One account: what the model expects of it, and its challenges on the store. */
interface Account {
  readonly id: string;
  readonly deeds: readonly Deed[];
  readonly model: AccountModel;
  readonly challenges: string[];
}

function behavesAsTheModel(
  open: () => Promise<{ readonly on: Omit<ServedOn, 'clock'>; close(): Promise<void> }>,
): void {
  let nowMs = Date.now();
  const clock: Clock = { now: () => epochMs(nowMs), after: () => () => {} };
  let served: ServedNotifier;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const opened = await open();
    served = await servedNotifier({ ...opened.on, clock });
    close = async () => {
      await served.close();
      await opened.close();
    };
  });
  afterAll(() => close());

  test(`${total} sequences of commands: life cycle, budgets and delay (OTP-03, OTP-10, OTP-11)`, async () => {
    const all = fc.sample(sequences, { numRuns: total, seed });
    const pauses = fc.sample(pausesBetween, { numRuns: Math.ceil(total / sideBySide), seed });
    for (let from = 0; from < total; from += sideBySide) {
      const accounts = all
        .slice(from, from + sideBySide)
        .map((deeds): Account => ({ id: `account-${randomUUID()}`, deeds, model: new AccountModel(), challenges: [] }));
      const startMs = nowMs;
      for (const [step, pauseS] of (pauses[from / sideBySide] ?? []).entries()) {
        nowMs += pauseS * 1_000;
        const nowS = (nowMs - startMs) / 1_000;
        await askedAll(accounts, step, nowS);
        const found = await Promise.all(accounts.map((one) => didAs(one, step, nowS)));
        await served.drive();
        for (const [at, { expected, answer }] of found.entries()) {
          const told = `seed ${seed}, sequence ${from + at}, step ${step}: ${JSON.stringify(accounts[at]?.deeds)}`;
          expect(answer, told).toEqual(expected);
        }
      }
      nowMs += 7_200_000; // Nothing of one batch reaches into the next.
    }
  }, 1_800_000);

  const askedAll = async (accounts: readonly Account[], step: number, nowS: number): Promise<void> => {
    const asking = accounts.filter(({ deeds }) => deeds[step]?.does === 'asks');
    const made = asking.map(({ id: accountId, deeds }) => {
      const id = randomUUID();
      const deed = deeds[step];
      const isProved = deed?.does === 'asks' && deed.isProved;
      return { id, accountId, bindingDigest: `${binding}-${id}`, ...(isProved ? { deviceProved: true } : {}) };
    });
    await served.ask(made);
    for (const [at, one] of asking.entries()) {
      const { id = '', deviceProved = false } = made[at] ?? {};
      const isSent = one.model.asks(nowS, deviceProved);
      expect(served.codeOf(id) !== undefined, `seed ${seed}: ${JSON.stringify(one.deeds)}, step ${step}`).toBe(isSent);
      if (isSent) one.challenges.push(id);
    }
  };

  /** Everybody types from home: one source for each account. */
  const typed = async (id: string, code: string, bindingDigest = `${binding}-${id}`): Promise<unknown> => {
    const answer = await served.notifier.verify(id, { code, bindingDigest, client: { ip: '203.0.113.7' } });
    return typeof answer === 'object' ? 'must wait' : answer;
  };
  const wrongly = (code: string): string => `${code.slice(0, -1)}${(Number(code.at(-1)) + 1) % 10}`;

  const didAs = async (
    { deeds, model, challenges }: Account,
    step: number,
    nowS: number,
  ): Promise<{ readonly expected: unknown; readonly answer: unknown }> => {
    const nothing = { expected: undefined, answer: undefined };
    const { does, on } = deeds[step] ?? { does: 'asks' as const, on: 0 };
    const at = model.pick(on);
    if (does === 'asks' || at === undefined) return nothing;
    const id = challenges[at] ?? '';
    const code = served.codeOf(id) ?? '';
    switch (does) {
      case 'types the code':
        return { expected: model.types(at, nowS, 'right'), answer: await typed(id, code) };
      case 'types a wrong code':
        return { expected: model.types(at, nowS, 'wrong'), answer: await typed(id, wrongly(code)) };
      case 'types five wrong codes': {
        const answers: unknown[] = [];
        for (let tries = 0; tries < 5; tries += 1) answers.push(await typed(id, wrongly(code)));
        return { expected: answers.map(() => model.types(at, nowS, 'wrong')), answer: answers };
      }
      case 'types it for another act':
        return {
          expected: model.types(at, nowS, 'other act'),
          answer: await typed(id, code, 'the-digest-of-another-act'),
        };
      case 'asks for another code': {
        const answer = await served.notifier.resend(id);
        return { expected: model.asksAgain(at, nowS), answer: typeof answer === 'object' ? 'too soon' : answer };
      }
      case 'says not me':
        await served.notifier.reportNotMe(id);
        model.reports(at);
        return nothing;
    }
  };
}

describe('challenges embedded, as their model', () => {
  behavesAsTheModel(() => {
    const folder = temporaryFolder();
    const embedded = openEmbedded(folder.path, { clock: { now: () => epochMs(Date.now()), after: () => () => {} } });
    const close = async (): Promise<void> => {
      await embedded.close();
      folder.remove();
    };
    return Promise.resolve({ on: embedded, close });
  });
});

await describeWithService('redis', 'challenges on Redis, as their model', redisService, (redis) => {
  behavesAsTheModel(() => {
    const stores = openFresh([redis.url], patient);
    return Promise.resolve({ on: stores, close: () => stores.close() });
  });
});
