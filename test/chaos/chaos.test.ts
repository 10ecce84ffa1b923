import { rmSync } from 'node:fs';
import { describeWithService, isMissing, kafkaService, redisService } from '@countersign/testkit';
import { afterAll, expect, test } from 'vitest';
import { runChaos } from './run-chaos.ts';

/** The short run; `chaos.ts` brings more events and more faults. */
const plan = {
  load: { events: 3_000, accounts: 200 },
  spreadMs: 20_000,
  scorerKills: 3,
  notifierKills: 2,
  scorerStalls: 0,
  patienceMs: 240_000,
};

const redis = await redisService({ dedicated: true });
const kafka = () => (isMissing(redis) ? redis : kafkaService({ dedicated: true }));

await describeWithService(
  'kafka',
  'services that are killed',
  async () => kafka(),
  (ownKafka) => {
    if (isMissing(redis)) return;
    afterAll(() => redis.stop());

    test('every event has one decision and every challenge one end, whatever is killed (TST-02)', async () => {
      const said: string[] = [];
      const { violations, open, folder, ...seen } = await runChaos(plan, ownKafka, redis, (line) => said.push(line));
      expect({ violations, open }, `${said.join('\n')}\nlogs: ${folder}`).toEqual({ violations: [], open: 0 });
      expect(seen).toMatchObject({ events: 3_000, decisions: 3_000 });
      expect(seen.challenges).toBe(seen.ended);
      expect(Math.min(seen.verified, seen.notices)).toBeGreaterThan(0);
      rmSync(folder, { recursive: true });
    });
  },
);
