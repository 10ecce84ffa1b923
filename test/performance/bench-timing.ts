import { randomInt } from 'node:crypto';
import { openEmbedded } from '@countersign/embedded';
import { openRedis } from '@countersign/redis';
import { systemClock } from '@countersign/runtime';
import { isMissing, redisService } from '@countersign/testkit';
import { temporaryFolder } from '../integration/embedded-fixture.ts';
import {
  type SentChallenge,
  type ServedNotifier,
  type ServedOn,
  servedNotifier,
} from '../integration/served-notifier.ts';
import { Sampled, welch } from './welch.ts';

/** Per store: the two causes of a refusal that differ most in time, and by how many standard errors. */
export type TimingFigures = Readonly<
  Record<string, { readonly worst: string; readonly t: number; readonly samples: number }>
>;

const causes = ['unknown', 'expired', 'used', 'wrong', 'locked', "someone else's"] as const;
type Cause = (typeof causes)[number];

/** Whether the time of a refused answer tells why it was refused (OTP-05): over HTTP, causes in random order. */
export async function benchTiming(quick: boolean, say: (line: string) => void): Promise<TimingFigures> {
  const samples = quick ? 500 : 10_000;
  const folder = temporaryFolder();
  const embedded = openEmbedded(folder.path, { clock: systemClock });
  const figures: Record<string, TimingFigures[string]> = {
    embedded: await compare('embedded', embedded, samples, say),
  };
  await embedded.close();
  folder.remove();
  const redis = await redisService({ dedicated: true });
  if (isMissing(redis)) {
    console.log(`SKIPPED, timing on Redis: ${redis.reason}. \`apt-get install redis-server\` enables it.`);
    return figures;
  }
  const stores = openRedis({ urls: [redis.url], durability: { kind: 'fsync' }, commandTimeoutMs: 10_000 });
  figures['redis'] = await compare('redis', stores, samples, say);
  await stores.close();
  await redis.stop();
  return figures;
}

async function compare(
  store: string,
  on: ServedOn,
  samples: number,
  say: (line: string) => void,
): Promise<TimingFigures[string]> {
  const served = await servedNotifier(on);
  say(`timing on ${store}: making challenges in every state …`);
  const next = await targets(served, samples);
  const times = new Map(causes.map((cause) => [cause, new Sampled()]));
  let begun = 0;
  const hand = async (): Promise<void> => {
    for (let round = begun++; round < samples; round = begun++) {
      if (round % 1_000 === 0) say(`timing on ${store}: ${round} of ${samples} …`);
      for (const cause of shuffled(causes)) times.get(cause)?.add(await timeOf(served, next[cause](round)));
    }
  };
  await Promise.all(Array.from({ length: hands }, hand));
  await served.close();
  return report(store, times, samples);
}

/** At once; each asks for causes in an order of its own, so that what one request costs the others falls on all causes alike. */
const hands = 40;

async function timeOf(served: ServedNotifier, { id, code, bindingDigest }: Target): Promise<number> {
  const startMs = performance.now();
  const { status } = await served.post(`/v1/challenges/${id}/verify`, { code, bindingDigest, client: someClient() });
  if (status !== 422) throw new Error(`a try that must be refused was answered ${status}`);
  return performance.now() - startMs;
}

function report(store: string, times: ReadonlyMap<Cause, Sampled>, samples: number): TimingFigures[string] {
  const pairs = [...times].flatMap(([a, ofA], at) =>
    [...times].slice(at + 1).map(([b, ofB]) => ({ worst: `${a} and ${b}`, t: welch(ofA, ofB) })),
  );
  const [most = { worst: 'none', t: 0 }] = pairs.toSorted((a, b) => b.t - a.t);
  console.log(`Refusals on ${store}, ${samples} of each cause, mean milliseconds:`);
  console.log(`  ${[...times].map(([cause, { mean }]) => `${cause} ${mean.toFixed(3)}`).join(', ')}`);
  console.log(`  furthest apart: ${most.worst}, Welch t ${most.t.toFixed(2)} (4.5 would tell them apart)`);
  return { ...most, samples };
}

type Target = Pick<SentChallenge, 'id' | 'code' | 'bindingDigest'>;

/** What to present for each cause, in the `round`-th round. */
async function targets(
  served: ServedNotifier,
  samples: number,
): Promise<Readonly<Record<Cause, (round: number) => Target>>> {
  const some = 200;
  const make = (count: number, given: object = {}): Promise<readonly SentChallenge[]> =>
    served.send(Array.from({ length: count }, () => given));
  const nowMs = Date.now();
  const expired = await make(some, {
    createdAt: new Date(nowMs).toISOString(),
    expiresAt: new Date(nowMs + 30_000).toISOString(),
  });
  const [used, locked, elses, open] = [
    await make(some),
    await make(some),
    await make(some),
    await make(Math.ceil(samples / triesOfOne)),
  ];
  for (const one of used) await served.notifier.verify(one.id, one);
  for (const one of locked)
    for (let tries = 0; tries < 5; tries += 1) await served.notifier.verify(one.id, wrongly(one));
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, nowMs + 30_001 - Date.now())));
  const turn = (list: readonly SentChallenge[], round: number): SentChallenge => {
    const found = list[round % list.length];
    if (found === undefined) throw new Error('no challenge was made');
    return found;
  };
  return {
    unknown: (round) => ({ ...turn(used, round), id: crypto.randomUUID() }),
    expired: (round) => turn(expired, round),
    used: (round) => turn(used, round),
    // The tries of one challenge lie far apart: at the same time one of two would be counted in a second attempt.
    wrong: (round) => wrongly(turn(open, round)),
    locked: (round) => turn(locked, round),
    // Her challenge exists and is used up; the code is that of somebody else's.
    "someone else's": (round) => ({
      ...turn(elses, 0),
      ...idOf(turn(locked, round + 1)),
      code: turn(elses, round).code,
    }),
  };
}

/** Below five, so that none is the last. */
const triesOfOne = 4;
const idOf = ({ id, bindingDigest }: SentChallenge) => ({ id, bindingDigest });
const wrongly = (one: SentChallenge): Target => ({
  ...one,
  code: `${one.code.slice(0, -1)}${(Number(one.code.at(-1)) + 1) % 10}`,
});

/** Of a network that nobody came from yet: so no try is slowed down by those before it. */
const someClient = () => ({ ip: `${randomInt(1, 224)}.${randomInt(256)}.${randomInt(256)}.7` });

function shuffled<T>(list: readonly T[]): readonly T[] {
  const left = [...list];
  return Array.from(list, () => left.splice(randomInt(left.length), 1)).flat();
}
