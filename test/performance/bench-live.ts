import { randomBytes, randomUUID } from 'node:crypto';
import { openEmbedded } from '@countersign/embedded';
import type { ChallengeStore } from '@countersign/engine';
import { openRedis } from '@countersign/redis';
import { systemClock } from '@countersign/runtime';
import { isMissing, type RedisService, redisService } from '@countersign/testkit';
import { Redis } from 'ioredis';
import { temporaryFolder } from '../integration/embedded-fixture.ts';
import { redisCpuSeconds as cpuSecondsOf } from './about-redis.ts';

/** What it costs to find and end 200 expired challenges, by the number of live ones beside them. */
export interface LiveFigures {
  readonly beside: readonly { readonly live: number; readonly ms: number; readonly redisCpuMs: number | null }[];
  /** Of Redis for all of them; null where it is a file. */
  readonly megabytes: number | null;
}

const expiredAtOnce = 200;
/** As many bytes as the state of a challenge takes. */
const state = randomBytes(450);
const hourMs = 3_600_000;

/** Holds a million live challenges (50,000 when quick): expiry must cost the same, however many there are. */
export async function benchLive(
  quick: boolean,
  say: (line: string) => void,
): Promise<Readonly<Record<string, LiveFigures>>> {
  const steps = quick ? [1_000, 50_000] : [1_000, 50_000, 1_000_000];
  const folder = temporaryFolder();
  const embedded = openEmbedded(folder.path, { clock: systemClock });
  const figures: Record<string, LiveFigures> = {
    embedded: { beside: await hold('embedded', embedded.challenges, steps, undefined, say), megabytes: null },
  };
  await embedded.close();
  folder.remove();
  const redis = await redisService({ dedicated: true });
  if (isMissing(redis)) {
    console.log(`SKIPPED, live challenges on Redis: ${redis.reason}. \`apt-get install redis-server\` enables it.`);
  } else {
    const stores = openRedis({ urls: [redis.url], durability: { kind: 'fsync' }, commandTimeoutMs: 60_000 });
    const before = await usedMegabytes(redis.url);
    const beside = await hold('redis', stores.challenges, steps, redis, say);
    figures['redis'] = { beside, megabytes: Math.round((await usedMegabytes(redis.url)) - before) };
    await stores.close();
    await redis.stop();
  }
  for (const [store, { beside, megabytes }] of Object.entries(figures)) {
    console.log(`${expiredAtOnce} expired challenges found and ended on ${store}:`);
    for (const { live, ms, redisCpuMs } of beside) {
      const ofRedis = redisCpuMs === null ? '' : `, ${redisCpuMs} ms of Redis' CPU`;
      console.log(`  ${ms} ms beside ${live.toLocaleString('en-US')} live ones${ofRedis}`);
    }
    if (megabytes !== null) console.log(`  all of them take ${megabytes} MB`);
  }
  return figures;
}

async function hold(
  name: string,
  store: ChallengeStore,
  steps: readonly number[],
  redis: RedisService | undefined,
  say: (line: string) => void,
): Promise<LiveFigures['beside']> {
  const beside: LiveFigures['beside'][number][] = [];
  let made = 0;
  for (const live of steps) {
    for (; made < live; made += Math.min(10_000, live - made)) {
      if (made % 100_000 < 10_000) say(`live challenges on ${name}: ${made} of ${live} …`);
      await claim(store, Math.min(10_000, live - made), Date.now() + hourMs);
    }
    if (redis !== undefined) await settled(redis);
    beside.push({ live, ...(await expire(store, redis)) });
  }
  return beside;
}

/** Redis writes its log anew when it has doubled: its memory is shared with a child meanwhile, and every write copies a page. */
async function settled({ url }: RedisService): Promise<void> {
  const client = new Redis(url);
  while (/aof_rewrite_(in_progress|scheduled):1/.test(await client.info('persistence'))) {
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  client.disconnect();
}

const claim = async (store: ChallengeStore, count: number, dueAtMs: number): Promise<void> => {
  for (let made = 0; made < count; made += 500) {
    await Promise.all(
      Array.from({ length: Math.min(500, count - made) }, () =>
        store.transition({
          challengeId: randomUUID(),
          expectedVersion: 0,
          state,
          outbox: [],
          dueAtMs,
          keepUntilMs: dueAtMs + 24 * hourMs,
        }),
      ),
    );
  }
};

/** The middle of nine rounds, each of 200 that are due now. */
async function expire(
  store: ChallengeStore,
  redis: RedisService | undefined,
): Promise<{ readonly ms: number; readonly redisCpuMs: number | null }> {
  const rounds: number[] = [];
  let redisCpuSeconds = 0;
  for (let round = 0; round < 9; round += 1) {
    await claim(store, expiredAtOnce, Date.now() - 1);
    const cpuBefore = redis === undefined ? 0 : await cpuSecondsOf(redis);
    const startMs = performance.now();
    const due = await store.takeDue(Date.now(), 15_000, expiredAtOnce);
    await Promise.all(
      due.map(({ challengeId }) =>
        store.transition({
          challengeId,
          expectedVersion: 1,
          state,
          outbox: [],
          dueAtMs: null,
          keepUntilMs: Date.now() + hourMs,
        }),
      ),
    );
    rounds.push(performance.now() - startMs);
    if (redis !== undefined) redisCpuSeconds += (await cpuSecondsOf(redis)) - cpuBefore;
    if (due.length !== expiredAtOnce) throw new Error(`${due.length} of ${expiredAtOnce} were due`);
  }
  const middle = rounds.toSorted((a, b) => a - b)[4] ?? Number.NaN;
  return {
    ms: tenths(middle),
    redisCpuMs: redis === undefined ? null : tenths((redisCpuSeconds * 1_000) / rounds.length),
  };
}

const tenths = (ms: number): number => Math.round(ms * 10) / 10;

async function usedMegabytes(url: string): Promise<number> {
  const client = new Redis(url);
  const info = await client.info('memory');
  client.disconnect();
  return Number(/used_memory:(\d+)/.exec(info)?.[1]) / 1e6;
}
