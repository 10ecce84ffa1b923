import { type ChildProcess, fork, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { isMissing, type RedisService, redisService } from '@countersign/testkit';
import type { SentChallenge } from '../integration/served-notifier.ts';
import { durabilityOf, redisCpuSeconds } from './about-redis.ts';
import { type Measured, measured, quantile, row } from './table.ts';
import { type VerifyLoad, type VerifyTold, atPace, inTurn, verifyLoad } from './verify-load.ts';

/** Verifications of one notifier process on one Redis, over HTTP; null where no Redis can be had. */
export interface VerifyFigures {
  readonly durability: string;
  readonly verificationsPerSecond: Measured;
  /** Of the notifier's process alone: user and system. */
  readonly cpuMicrosPerVerification: Measured;
  readonly redisCpuMicrosPerVerification: Measured;
  readonly rejectionsPerSecond: Measured;
  readonly cpuMicrosPerRejection: Measured;
  readonly paceMs: { readonly perSecond: number; readonly p50: number; readonly p99: number };
}

const atOnce = 32;
/** A refusal waits for its step of 100 ms, which costs nothing: so many must wait at once for the notifier to have anything to do. */
const wrongAtOnce = 200;
const pace = 3_000;

/** Right codes as fast as they are answered, wrong ones likewise, then right ones at a steady pace. */
export async function benchVerify(quick: boolean, say: (line: string) => void): Promise<VerifyFigures | null> {
  const redis = await redisService({ dedicated: true });
  if (isMissing(redis)) {
    console.log(`SKIPPED, verifications: ${redis.reason}. \`apt-get install redis-server\` enables it.`);
    return null;
  }
  const rounds = quick ? 2 : 5;
  const ofRound = quick ? 3_000 : 10_000;
  const ofPace = pace * (quick ? 2 : 10);
  say(`verifications: ${(rounds + 1) * ofRound + ofPace} codes are sent …`);
  const child = await startNotifier(redis, (rounds + 1) * ofRound + ofPace);
  try {
    const load = verifyLoad(child.url, child.apiKey, wrongAtOnce);
    const figures = await measure(child, load, { rounds, ofRound, redis }, say);
    load.close();
    const durability = await durabilityOf(redis);
    print(figures, durability);
    return { durability, ...figures };
  } finally {
    child.process.send('close');
    await redis.stop();
  }
}

interface Child {
  readonly process: ChildProcess;
  readonly url: string;
  readonly apiKey: string;
  readonly sent: readonly SentChallenge[];
}

async function startNotifier({ url }: RedisService, challenges: number): Promise<Child> {
  const env = { ...process.env, BENCH_PLACE: JSON.stringify({ redisUrl: url, challenges }) };
  const child = fork(join(import.meta.dirname, 'verifying-notifier.ts'), { env });
  holdToOneCore(child);
  child.on('exit', (code) => {
    if (code !== 0 && code !== null) throw new Error(`the notifier of the bench ended with ${code}`);
  });
  const told = await answerOf(child);
  if (!('url' in told)) throw new Error('the notifier of the bench told nothing of itself');
  return { process: child, ...told };
}

/** Its helping threads, too; where the system has no `taskset` it may use another core for those. */
function holdToOneCore({ pid }: ChildProcess): void {
  if (pid !== undefined) spawnSync('taskset', ['-acp', '0', String(pid)], { stdio: 'ignore' });
}

const answerOf = (child: ChildProcess): Promise<VerifyTold> =>
  new Promise((resolve) => child.once('message', (told) => resolve(told as VerifyTold)));

async function measure(
  { process: child, sent }: Child,
  load: VerifyLoad,
  { rounds, ofRound, redis }: { readonly rounds: number; readonly ofRound: number; readonly redis: RedisService },
  say: (line: string) => void,
): Promise<Omit<VerifyFigures, 'durability'>> {
  const left = [...sent];
  const [perSecond, cpuMicros, redisMicros, rejected, rejectedMicros]: number[][] = [[], [], [], [], []];
  const cpuMicrosOf = async (count: number): Promise<number> => {
    child.send('cpu');
    const told = await answerOf(child);
    if (!('cpuSeconds' in told)) throw new Error('the notifier of the bench told no times');
    return (told.cpuSeconds * 1e6) / count;
  };
  for (let round = 0; round <= rounds; round += 1) {
    say(round === 0 ? 'verifications: warming up …' : `verifications: round ${round} of ${rounds} …`);
    const some = left.splice(0, ofRound);
    const wrongOnes = some.slice(0, ofRound / 4);
    child.send('begin');
    const rejections = await inTurn(wrongOnes, wrongAtOnce, (one) => load.type(one, otherThan(one.code), 422));
    const ofRejection = await cpuMicrosOf(wrongOnes.length);
    const redisBefore = await redisCpuSeconds(redis);
    child.send('begin');
    const right = await inTurn(some, atOnce, (one) => load.type(one, one.code, 200));
    const ofVerification = await cpuMicrosOf(some.length);
    if (round === 0) continue;
    perSecond?.push(right);
    rejected?.push(rejections);
    rejectedMicros?.push(ofRejection);
    cpuMicros?.push(ofVerification);
    redisMicros?.push((((await redisCpuSeconds(redis)) - redisBefore) * 1e6) / some.length);
  }
  say(`verifications: ${pace} a second …`);
  const latencies = await atPace(left, pace, (one) => load.type(one, one.code, 200));
  return {
    verificationsPerSecond: measured(perSecond ?? []),
    cpuMicrosPerVerification: measured(cpuMicros ?? []),
    redisCpuMicrosPerVerification: measured(redisMicros ?? []),
    rejectionsPerSecond: measured(rejected ?? []),
    cpuMicrosPerRejection: measured(rejectedMicros ?? []),
    paceMs: { perSecond: pace, p50: tenths(quantile(latencies, 0.5)), p99: tenths(quantile(latencies, 0.99)) },
  };
}

function print(figures: Omit<VerifyFigures, 'durability'>, durability: string): void {
  const {
    verificationsPerSecond,
    rejectionsPerSecond,
    cpuMicrosPerRejection,
    cpuMicrosPerVerification,
    redisCpuMicrosPerVerification,
    paceMs,
  } = figures;
  console.log(`One notifier, held to one core, behind HTTP on one Redis (${durability}), ${atOnce} requests at once:`);
  console.log(row('right codes', verificationsPerSecond, 'verifications/s'));
  console.log(row('CPU of the notifier', cpuMicrosPerVerification, 'µs a verification'));
  console.log(row('CPU of Redis', redisCpuMicrosPerVerification, 'µs a verification'));
  console.log(row(`wrong codes, ${wrongAtOnce} at once`, rejectionsPerSecond, 'rejections/s'));
  console.log(row('CPU of the notifier', cpuMicrosPerRejection, 'µs a rejection'));
  console.log(`${`  at ${paceMs.perSecond} verifications/s`.padEnd(52)} p50 ${paceMs.p50} ms, p99 ${paceMs.p99} ms`);
}

const otherThan = (code: string): string => `${code.slice(0, -1)}${(Number(code.at(-1)) + 1) % 10}`;
const tenths = (ms: number): number => Math.round(ms * 10) / 10;
