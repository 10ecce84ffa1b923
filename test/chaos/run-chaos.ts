import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TopicNames, topicNames } from '@countersign/engine';
import { connectKafka, type KafkaLogPorts } from '@countersign/kafka';
import type { KafkaService, RedisService } from '@countersign/testkit';
import { type Load, publishContacts, publishEvents } from './load.ts';
import { type ServiceProcess, startService } from './service-process.ts';
import { createTopicOracle, type TopicVerdict } from './topic-oracle.ts';

/** What a chaos run does to the system (TST-02). */
export interface ChaosPlan {
  readonly load: Load;
  /** Time over which the events are sent and the faults happen. */
  readonly spreadMs: number;
  readonly scorerKills: number;
  readonly notifierKills: number;
  /** Stops of the scorer for longer than its session lasts. */
  readonly scorerStalls: number;
  /** How long after the last event everything must be decided and ended. */
  readonly patienceMs: number;
}

export interface ChaosReport {
  readonly verdict: TopicVerdict;
  readonly seconds: number;
  /** Ends of a service that nobody caused. */
  readonly unexpectedEnds: number;
  /** Logs of the services. */
  readonly folder: string;
}

const partitions = 4;
const lifetimeSeconds = 30;
const sessionMs = 30_000;

/** Two scorers and two notifiers on a real Kafka and Redis, killed and stalled while events come in; judged by the topics. */
export async function runChaos(
  plan: ChaosPlan,
  kafkaService: KafkaService,
  redisService: RedisService,
  say: (line: string) => void,
): Promise<ChaosReport> {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-chaos-'));
  const topicPrefix = `chaos-${process.pid}-${Date.now()}.`;
  const topics = topicNames(topicPrefix);
  const kafka = connectKafka({ brokers: kafkaService.brokers, clientId: 'chaos', topicPrefix });
  const beganMs = performance.now();
  await kafka.admin.create({ partitions, replicationFactor: 1 });
  const services = startServices(folder, topicPrefix, kafkaService, redisService);
  try {
    await publishContacts(kafka.publisher, topics, plan.load);
    const [verdict] = await Promise.all([
      publishEvents(kafka.publisher, topics, plan.load, plan.spreadMs).then(() => settle(kafka, topics, plan, say)),
      faults(plan, services, kafkaService, redisService, say),
    ]);
    const unexpectedEnds = [...services.scorers, ...services.notifiers].reduce(
      (sum, one) => sum + one.unexpectedEnds(),
      0,
    );
    return { verdict, unexpectedEnds, folder, seconds: (performance.now() - beganMs) / 1000 };
  } finally {
    await Promise.all([...services.scorers, ...services.notifiers].map((service) => service.end()));
    await kafka.close();
  }
}

interface Services {
  readonly scorers: readonly ServiceProcess[];
  readonly notifiers: readonly ServiceProcess[];
}

function startServices(folder: string, topicPrefix: string, kafka: KafkaService, redis: RedisService): Services {
  const environment = {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('COUNTERSIGN_'))),
    COUNTERSIGN_FOLDER: folder,
    COUNTERSIGN_KAFKA_BROKERS: kafka.brokers.join(','),
    COUNTERSIGN_REDIS_URL: redis.url,
    COUNTERSIGN_TOPIC_PREFIX: topicPrefix,
    COUNTERSIGN_POLICY: impatientPolicy(folder),
    COUNTERSIGN_HTTP_PORT: '0',
    COUNTERSIGN_HEALTH_PORT: '0',
  };
  const start = (service: 'scorer' | 'notifier', number: number): ServiceProcess =>
    startService(service, environment, join(folder, `${service}-${number}.log`));
  return { scorers: [start('scorer', 1), start('scorer', 2)], notifiers: [start('notifier', 1), start('notifier', 2)] };
}

/** The shipped policy with challenges that end soon, so that a run sees their end. */
function impatientPolicy(folder: string): string {
  const shipped = readFileSync(new URL('../../packages/scoring/policy/default.yaml', import.meta.url), 'utf8');
  const file = join(folder, 'policy.yaml');
  writeFileSync(file, shipped.replaceAll(/lifetimeSeconds: \d+/g, `lifetimeSeconds: ${lifetimeSeconds}`));
  return file;
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function faults(
  plan: ChaosPlan,
  { scorers, notifiers }: Services,
  kafka: KafkaService,
  redis: RedisService,
  say: (line: string) => void,
): Promise<void> {
  const list: (() => Promise<void> | void)[] = [
    ...repeated(plan.scorerKills, (at) => scorers[at % scorers.length]?.kill()),
    ...repeated(plan.notifierKills, (at) => notifiers[at % notifiers.length]?.kill()),
    ...repeated(plan.scorerStalls, (at) => scorers[at % scorers.length]?.stall(sessionMs + 10_000)),
    () => redis.control?.kill().then(() => redis.control?.restart()),
    () => kafka.control?.kill().then(() => kafka.control?.restart()),
  ];
  const pauseMs = plan.spreadMs / (list.length + 1);
  for (const [at, fault] of interleaved(list).entries()) {
    await sleep(pauseMs);
    say(`fault ${at + 1} of ${list.length}`);
    await fault();
  }
}

const repeated = (
  times: number,
  fault: (at: number) => Promise<void> | void | undefined,
): (() => Promise<void> | void)[] => Array.from({ length: times }, (_, at) => () => fault(at));

/** Every third of the list in turn, so that different faults alternate. */
const interleaved = <T>(list: readonly T[]): readonly T[] =>
  [0, 1, 2].flatMap((start) => list.filter((_, at) => at % 3 === start));

const lookMs = 2_000;

async function settle(
  kafka: KafkaLogPorts,
  topics: TopicNames,
  plan: ChaosPlan,
  say: (line: string) => void,
): Promise<TopicVerdict> {
  const look = createTopicOracle(kafka.reader, topics);
  const untilMs = Date.now() + plan.patienceMs;
  for (;;) {
    const verdict = await look().catch(() => undefined);
    if (verdict !== undefined)
      say(
        `${verdict.decisions} of ${verdict.events} decided, ${verdict.outcomes} of ${verdict.challenges} challenges ended`,
      );
    const isDone = verdict !== undefined && verdict.events >= plan.load.events && verdict.open === 0;
    if (verdict !== undefined && (isDone || Date.now() > untilMs)) return verdict;
    await sleep(lookMs);
  }
}
