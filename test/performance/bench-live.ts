import { randomBytes, randomUUID } from 'node:crypto';
import { openEmbedded } from '@countersign/embedded';
import type { ChallengeStore } from '@countersign/engine';
import { openRedis } from '@countersign/redis';
import { systemClock } from '@countersign/runtime';
import { isMissing, redisService } from '@countersign/testkit';
import { Redis } from 'ioredis';
import { temporaryFolder } from '../integration/embedded-fixture.ts';

/** What it costs to find and end 200 expired challenges, beside few live ones and beside many. */
export interface LiveFigures {
  readonly live: number;
  readonly fewMs: number;
  readonly manyMs: number;
  /** Of Redis for all of them; null where it is a file. */
  readonly megabytes: number | null;
}

const few = 1_000;
const expiredAtOnce = 200;
/** As many bytes as the state of a challenge takes. */
const state = randomBytes(450);
const hourMs = 3_600_000;

/** Holds a million live challenges (50,000 when quick): expiry must cost the same, however many there are. */
export async function benchLive(
  quick: boolean,
  say: (line: string) => void,
): Promise<Readonly<Record<string, LiveFigures>>> {
  const live = quick ? 50_000 : 1_000_000;
  const folder = temporaryFolder();
  const embedded = openEmbedded(folder.path, { clock: systemClock });
  const figures: Record<string, LiveFigures> = {
    embedded: { ...(await hold('embedded', embedded.challenges, live, say)), megabytes: null },
  };
  await embedded.close();
  folder.remove();
  const redis = await redisService({ dedicated: true });
  if (isMissing(redis)) {
    console.log(`SKIPPED, live challenges on Redis: ${redis.reason}. \`apt-get install redis-server\` enables it.`);
  } else {
    const stores = openRedis({ urls: [redis.url], durability: { kind: 'fsync' }, commandTimeoutMs: 60_000 });
    const before = await usedMegabytes(redis.url);
    const found = await hold('redis', stores.challenges, live, say);
    figures['redis'] = { ...found, megabytes: Math.round((await usedMegabytes(redis.url)) - before) };
    await stores.close();
    await redis.stop();
  }
  for (const [store, { fewMs, manyMs, megabytes }] of Object.entries(figures)) {
    const memory = megabytes === null ? '' : `, ${megabytes} MB`;
    console.log(
      `${expiredAtOnce} expired challenges found and ended on ${store}: ${fewMs} ms beside ${few}, ${manyMs} ms beside ${live} live ones${memory}`,
    );
  }
  return figures;
}

async function hold(
  name: string,
  store: ChallengeStore,
  live: number,
  say: (line: string) => void,
): Promise<Omit<LiveFigures, 'megabytes'>> {
  await claim(store, few, Date.now() + hourMs);
  const fewMs = await expire(store);
  for (let made = few; made < live; made += 10_000) {
    if (made % 100_000 < 10_000) say(`live challenges on ${name}: ${made} of ${live} …`);
    await claim(store, Math.min(10_000, live - made), Date.now() + hourMs);
  }
  return { live, fewMs, manyMs: await expire(store) };
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
async function expire(store: ChallengeStore): Promise<number> {
  const rounds: number[] = [];
  for (let round = 0; round < 9; round += 1) {
    await claim(store, expiredAtOnce, Date.now() - 1);
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
    if (due.length !== expiredAtOnce) throw new Error(`${due.length} of ${expiredAtOnce} were due`);
  }
  return Math.round((rounds.toSorted((a, b) => a - b)[4] ?? Number.NaN) * 10) / 10;
}

async function usedMegabytes(url: string): Promise<number> {
  const client = new Redis(url);
  const info = await client.info('memory');
  client.disconnect();
  return Number(/used_memory:(\d+)/.exec(info)?.[1]) / 1e6;
}
