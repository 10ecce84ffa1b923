import { describeWithService, redisService } from '@countersign/testkit';
import { test } from 'vitest';
import { playAsTheModel, total } from './challenge-model-play.ts';
import { openFresh, patient } from './redis-fixture.ts';

const longMs = 1_800_000;

await describeWithService('redis', 'challenges on Redis, as their model', redisService, (redis) => {
  test(
    `${total} sequences of commands: life cycle, budgets and delay (OTP-03, OTP-10, OTP-11)`,
    async () => {
      const stores = openFresh([redis.url], patient);
      await playAsTheModel({ on: stores, close: () => stores.close() });
    },
    longMs,
  );
});
