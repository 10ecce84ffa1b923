import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { topicNames } from '@countersign/engine';
import { connectKafka } from '@countersign/kafka';
import { folderApiKey, systemRandomness } from '@countersign/runtime';
import type { KafkaService, RedisService } from '@countersign/testkit';
import { freePort, startServices } from './chaos-services.ts';
import { createCustomers, type Customers } from './customers.ts';
import { bringFaults, type FaultPlan } from './faults.ts';
import { type Load, publishContacts, publishEvents } from './load.ts';
import { untold } from './notices.ts';
import { createTopicOracle, type TopicVerdict } from './topic-oracle.ts';

/** What a chaos run does (TST-02). */
export interface ChaosPlan extends FaultPlan {
  readonly load: Load;
  /** How long after the last event everything must be decided and ended. */
  readonly patienceMs: number;
}

export interface ChaosReport {
  readonly events: number;
  readonly decisions: number;
  readonly challenges: number;
  readonly ended: number;
  /** Mails that customers got, repetitions included. */
  readonly mails: number;
  /** Challenges that a notifier called verified. */
  readonly verified: number;
  /** Notices that customers got, each once. */
  readonly notices: number;
  /** Events without decision and challenges without end. */
  readonly open: number;
  /** One sentence each, from the topics and from what customers saw. */
  readonly violations: readonly string[];
  /** Ends of a service that nobody caused. */
  readonly unexpectedEnds: number;
  readonly seconds: number;
  /** Logs of the services. */
  readonly folder: string;
}

const partitions = 4;

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
  const notifierPorts = [await freePort(), await freePort()];
  const { key } = folderApiKey(folder, systemRandomness);
  const customers = await createCustomers(
    notifierPorts.map((port) => `http://127.0.0.1:${port}`),
    key,
  );
  const { smtpUrl } = customers;
  const place = { folder, topicPrefix, kafka: kafkaService, redis: redisService, smtpUrl, notifierPorts };
  const services = startServices(place);
  const all = [...services.scorers, ...services.notifiers];
  try {
    await publishContacts(kafka.publisher, topics, plan.load);
    const look = createTopicOracle(kafka.reader, topics, ({ id, bindingDigest }) => customers.show(id, bindingDigest));
    const sending = publishEvents(kafka.publisher, topics, plan.load, plan.spreadMs);
    const [verdict] = await Promise.all([
      settle(look, plan, sending, customers, say),
      sending,
      bringFaults(plan, services, kafkaService, redisService, say),
    ]);
    const { ends: _, occasions, violations, ...counts } = verdict;
    const told = customers.told();
    return {
      ...counts,
      mails: customers.mails(),
      verified: customers.verified.size,
      notices: [...told.values()].reduce((sum, one) => sum + one, 0),
      violations: [
        ...violations,
        ...customers.violations,
        ...brokenWords(customers, verdict),
        ...untold(occasions, told),
      ],
      unexpectedEnds: all.reduce((sum, one) => sum + one.unexpectedEnds(), 0),
      seconds: Math.round((performance.now() - beganMs) / 1000),
      folder,
    };
  } finally {
    await Promise.all(all.map((service) => service.end()));
    await customers.close();
    await kafka.close();
  }
}

/** Who was told "verified" must find it in the outcomes. */
const brokenWords = ({ verified }: Customers, { ends }: TopicVerdict): readonly string[] =>
  [...verified]
    .filter((id) => ends.get(id) !== 'verified')
    .map((id) => `challenge ${id} was answered as verified and ended as ${ends.get(id) ?? 'nothing'}`);

const lookMs = 2_000;

/** Looks again and again until everything is decided, ended and told, or patience ends. */
async function settle(
  look: () => Promise<TopicVerdict>,
  plan: ChaosPlan,
  sending: Promise<void>,
  customers: Pick<Customers, 'told'>,
  say: (line: string) => void,
): Promise<TopicVerdict> {
  let untilMs = Number.POSITIVE_INFINITY;
  void sending.finally(() => (untilMs = Date.now() + plan.patienceMs)).catch(() => {});
  for (;;) {
    const isLate = Date.now() > untilMs;
    const verdict = await look().catch((error: unknown) => {
      if (isLate) throw error;
      return undefined; // Kafka may be away.
    });
    if (verdict !== undefined) {
      const { decisions, events, ended, challenges, occasions } = verdict;
      say(`${decisions} of ${events} decided, ${ended} of ${challenges} challenges ended`);
      const isTold = untold(occasions, customers.told()).length === 0;
      const isDone = events >= plan.load.events && verdict.open === 0 && isTold;
      if (isDone || isLate) return verdict;
    }
    await new Promise((resolve) => setTimeout(resolve, lookMs));
  }
}
