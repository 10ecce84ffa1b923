import { isMissing, kafkaService, type RedisService, redisService } from '@countersign/testkit';
import { type ClusterBench, type ContenderName, openClusterBench } from './cluster-bench.ts';
import { durabilityOf } from './about-redis.ts';
import { type Measured, measured, quantile, row } from './table.ts';

type Rounds = Readonly<Record<ContenderName, { readonly perSecond: number[]; readonly cpuMicros: number[] }>>;

/** Null where no Kafka or no Redis can be had. */
export interface ClusterFigures {
  readonly vsBareKafkajs: number | null;
  readonly vsObviousDesign: number | null;
  readonly cluster: Readonly<Record<ContenderName, Measured>> | null;
  /** Countersign's, and those of the loop that only copies. */
  readonly latencyMs: Readonly<Record<'p50' | 'p99' | 'bareP50' | 'bareP99', number>> | null;
  readonly durability: string | null;
}

const none: ClusterFigures = {
  vsBareKafkajs: null,
  vsObviousDesign: null,
  cluster: null,
  latencyMs: null,
  durability: null,
};
const accounts = 20_000;

/** The scorer on Kafka and Redis beside a loop that only copies and the design one would write first, in turn. */
export async function benchCluster(
  quick: boolean,
  say: (line: string) => void,
  profiles: string | undefined,
): Promise<ClusterFigures> {
  const kafka = await kafkaService({ dedicated: true });
  const redis = await redisService({ dedicated: true });
  if (isMissing(kafka) || isMissing(redis)) {
    const why = [kafka, redis].filter(isMissing).map(({ reason }) => reason);
    console.log(
      `SKIPPED, with Kafka and Redis: ${why.join('; ')}. \`apt-get install redis-server openjdk-17-jre-headless maven\` enables it.`,
    );
    return none;
  }
  const bench = await openClusterBench(kafka, redis, accounts, profiles);
  try {
    const rounds = await race(bench, quick, say);
    const figures = await report(rounds, redis);
    return { ...figures, latencyMs: await compareLatency(bench, quick, say, figures.cluster?.countersign.median ?? 0) };
  } finally {
    await bench.close();
    await kafka.stop();
    await redis.stop();
  }
}

async function race(bench: ClusterBench, quick: boolean, say: (line: string) => void): Promise<Rounds> {
  const rounds = quick ? 2 : 7;
  const events = quick
    ? { bare: 15_000, countersign: 15_000, obvious: 700 }
    : { bare: 60_000, countersign: 60_000, obvious: 3_000 };
  const names = ['bare', 'countersign', 'obvious'] as const;
  const found = Object.fromEntries(names.map((name) => [name, { perSecond: [], cpuMicros: [] }])) as unknown as Rounds;
  for (let round = 0; round <= rounds; round += 1) {
    say(round === 0 ? 'Kafka and Redis: warming up …' : `Kafka and Redis: round ${round} of ${rounds} …`);
    for (const name of names) {
      const { perSecond, cpuMicrosPerEvent } = await bench.round(name, events[name]);
      if (round === 0) continue;
      found[name].perSecond.push(perSecond);
      found[name].cpuMicros.push(cpuMicrosPerEvent);
    }
  }
  return found;
}

async function report(rounds: Rounds, redis: RedisService): Promise<ClusterFigures> {
  const { bare, countersign, obvious } = rounds;
  const cluster = {
    bare: measured(bare.perSecond),
    countersign: measured(countersign.perSecond),
    obvious: measured(obvious.perSecond),
  };
  const ratio = (to: readonly number[]): number => {
    const each = countersign.perSecond.map((one, at) => one / (to[at] ?? Number.NaN));
    return Number(quantile(each, 0.5).toFixed(2));
  };
  const durability = await durabilityOf(redis);
  const figures = {
    vsBareKafkajs: ratio(bare.perSecond),
    vsObviousDesign: ratio(obvious.perSecond),
    cluster,
    durability,
  };
  const cpu = (of: { readonly cpuMicros: readonly number[] }): string =>
    `${quantile(of.cpuMicros, 0.5).toFixed(0)} µs of its CPU each`;
  console.log(`On one Kafka and one Redis (${durability}), all on this machine, in turn:`);
  console.log(`${row('kafkajs that only copies, 500 a send', cluster.bare, 'events/s')}, ${cpu(bare)}`);
  console.log(`${row('Countersign, one scorer', cluster.countersign, 'events/s')}, ${cpu(countersign)}`);
  console.log(`${row('the obvious design', cluster.obvious, 'events/s')}, ${cpu(obvious)}`);
  console.log(
    `Countersign is ${figures.vsBareKafkajs} × the loop that only copies, ${figures.vsObviousDesign} × the obvious design (medians of the rounds’ ratios).`,
  );
  return { ...figures, latencyMs: null };
}

async function compareLatency(bench: ClusterBench, quick: boolean, say: (line: string) => void, throughput: number) {
  const perSecond = Math.round(throughput / 2 / 100) * 100;
  const of = async (name: 'bare' | 'countersign') => {
    say(`latency of ${name} at ${perSecond} events/s …`);
    await bench.latencies(name, perSecond, quick ? 3 : 5); // warm
    const found = await bench.latencies(name, perSecond, quick ? 3 : 20);
    return { p50: quantile(found, 0.5), p99: quantile(found, 0.99) };
  };
  const bare = await of('bare');
  const ours = await of('countersign');
  console.log(
    `From the append of an event to that of its output, at ${perSecond} events/s (half of what Countersign can):`,
  );
  console.log(`${'  kafkajs that only copies'.padEnd(52)} p50 ${bare.p50} ms, p99 ${bare.p99} ms`);
  console.log(`${'  Countersign, one scorer'.padEnd(52)} p50 ${ours.p50} ms, p99 ${ours.p99} ms`);
  return { ...ours, bareP50: bare.p50, bareP99: bare.p99 };
}
