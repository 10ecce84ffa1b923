import { openEmbedded } from '@countersign/embedded';
import { systemClock } from '@countersign/runtime';
import { describeWithService, redisService } from '@countersign/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from './embedded-fixture.ts';
import { openFresh, patient } from './redis-fixture.ts';
import { type ServedNotifier, type ServedOn, servedNotifier } from './served-notifier.ts';

/** `ROUNDS=100 npm test -- integration test/integration/one-of-a-thousand.test.ts` is the long run. */
const rounds = Number(process.env['ROUNDS'] ?? 2);
const submissions = 1_000;

/** Every copy of the notifier stands on the same store; what is submitted goes to them in turn. */
function exactlyOneWins(copies: number, open: () => Promise<{ readonly on: ServedOn; close(): Promise<void> }>): void {
  let served: readonly ServedNotifier[] = [];
  let close = (): Promise<void> => Promise.resolve();
  beforeAll(async () => {
    const opened = await open();
    served = await Promise.all(Array.from({ length: copies }, () => servedNotifier(opened.on)));
    close = opened.close;
  });
  afterAll(async () => {
    await Promise.all(served.map((one) => one.close()));
    await close();
  });

  test(`${submissions} right submissions of one code at once: exactly one wins, ${rounds} times (OTP-03)`, async () => {
    for (let round = 0; round < rounds; round += 1) {
      const [first] = served;
      const [sent] = (await first?.send([{}])) ?? [];
      if (sent === undefined) throw new Error('no code was sent');
      const answers = await Promise.all(
        Array.from({ length: submissions }, (_, at) =>
          (served[at % copies] ?? expect.unreachable()).notifier.verify(sent.id, sent),
        ),
      );
      const won = answers.filter((answer) => answer === 'verified').length;
      expect([won, answers.filter((answer) => answer === 'rejected').length]).toEqual([1, submissions - 1]);
    }
    const ends = (await Promise.all(served.map((one) => one.outcomes()))).flat();
    expect(ends.filter(({ kind }) => kind === 'verified')).toHaveLength(rounds);
    expect(ends.filter(({ kind }) => kind === 'failed')).toEqual([]);
  }, 600_000);
}

describe('embedded', () => {
  exactlyOneWins(1, () => {
    const folder = temporaryFolder();
    const embedded = openEmbedded(folder.path, { clock: systemClock });
    const close = async (): Promise<void> => {
      await embedded.close();
      folder.remove();
    };
    return Promise.resolve({ on: embedded, close });
  });
});

await describeWithService('redis', 'on Redis, two copies', redisService, (redis) => {
  exactlyOneWins(2, () => {
    const stores = openFresh([redis.url], patient);
    return Promise.resolve({ on: stores, close: () => stores.close() });
  });
});
