import { randomUUID } from 'node:crypto';
import type { Clock } from '@countersign/engine';
import { epochMs } from '@countersign/events';
import fc from 'fast-check';
import { expect } from 'vitest';
import { AccountModel, type Deed, pausesBetween, sequences } from './challenge-model.ts';
import { binding } from './notifier-records.ts';
import { type ServedNotifier, type ServedOn, servedNotifier } from './served-notifier.ts';

/** On each of two stores, in every run. `SEQUENCES=100000 npm test -- integration challenge-model` is the long one. */
export const total = Number(process.env['SEQUENCES'] ?? 10_000);
const sideBySide = 250;
const seed = Number(process.env['SEED'] ?? 1);

/** One account: what the model expects of it, and its challenges on the store. */
interface Account {
  readonly id: string;
  readonly deeds: readonly Deed[];
  readonly model: AccountModel;
  readonly challenges: string[];
}

/** Stores under test, and what gives them back. */
interface Opened {
  readonly on: Omit<ServedOn, 'clock'>;
  close(): Promise<void>;
}

/** Plays sequences of commands on a store, many accounts side by side, and holds every answer against the model of their account. */
export async function playAsTheModel({ on, close }: Opened): Promise<void> {
  let nowMs = Date.now();
  const clock: Clock = { now: () => epochMs(nowMs), after: () => () => {} };
  const served = await servedNotifier({ ...on, clock });
  try {
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
        await askedAll(served, accounts, step, nowS);
        const found = await Promise.all(accounts.map((one) => didAs(served, one, step, nowS)));
        await served.drive();
        for (const [at, { expected, answer }] of found.entries()) {
          const told = `seed ${seed}, sequence ${from + at}, step ${step}: ${JSON.stringify(accounts[at]?.deeds)}`;
          expect(answer, told).toEqual(expected);
        }
      }
      nowMs += 7_200_000; // Nothing of one batch reaches into the next.
    }
  } finally {
    await served.close();
    await close();
  }
}

async function askedAll(
  served: ServedNotifier,
  accounts: readonly Account[],
  step: number,
  nowS: number,
): Promise<void> {
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
}

/** Everybody types from home: one source for each account. */
async function typed(
  served: ServedNotifier,
  id: string,
  code: string,
  bindingDigest = `${binding}-${id}`,
): Promise<unknown> {
  const answer = await served.notifier.verify(id, { code, bindingDigest, client: { ip: '203.0.113.7' } });
  return typeof answer === 'object' ? 'must wait' : answer;
}
const wrongly = (code: string): string => `${code.slice(0, -1)}${(Number(code.at(-1)) + 1) % 10}`;

async function didAs(
  served: ServedNotifier,
  { deeds, model, challenges }: Account,
  step: number,
  nowS: number,
): Promise<{ readonly expected: unknown; readonly answer: unknown }> {
  const nothing = { expected: undefined, answer: undefined };
  const { does, on } = deeds[step] ?? { does: 'asks' as const, on: 0 };
  const at = model.pick(on);
  if (does === 'asks' || at === undefined) return nothing;
  const id = challenges[at] ?? '';
  const code = served.codeOf(id) ?? '';
  switch (does) {
    case 'types the code':
      return { expected: model.types(at, nowS, 'right'), answer: await typed(served, id, code) };
    case 'types a wrong code':
      return { expected: model.types(at, nowS, 'wrong'), answer: await typed(served, id, wrongly(code)) };
    case 'types five wrong codes': {
      const answers: unknown[] = [];
      for (let tries = 0; tries < 5; tries += 1) answers.push(await typed(served, id, wrongly(code)));
      return { expected: answers.map(() => model.types(at, nowS, 'wrong')), answer: answers };
    }
    case 'types it for another act':
      return {
        expected: model.types(at, nowS, 'other act'),
        answer: await typed(served, id, code, 'the-digest-of-another-act'),
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
}
