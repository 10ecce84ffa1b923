import type { KafkaService, RedisService } from '@countersign/testkit';
import type { ChaosServices } from './chaos-services.ts';

/** What is done to the system, spread evenly over a time. */
export interface FaultPlan {
  readonly scorerKills: number;
  readonly notifierKills: number;
  /** Stops of a scorer for longer than its session lasts, without its knowing. */
  readonly scorerStalls: number;
  readonly spreadMs: number;
}

/** The session of a consumer group's member: 15 s where nothing else is set. */
const sessionMs = 15_000;

/** Kills and stalls services in turn, and kills Redis and the broker once each; all come back. */
export async function bringFaults(
  plan: FaultPlan,
  { scorers, notifiers }: ChaosServices,
  kafka: KafkaService,
  redis: RedisService,
  say: (line: string) => void,
): Promise<void> {
  const list: readonly Fault[] = [
    ...repeated(plan.scorerKills, 'a scorer is killed', (at) => scorers[at % scorers.length]?.kill()),
    ...repeated(plan.notifierKills, 'a notifier is killed', (at) => notifiers[at % notifiers.length]?.kill()),
    ...repeated(plan.scorerStalls, 'a scorer is stopped past its session', (at) =>
      scorers[at % scorers.length]?.stall(sessionMs + 10_000),
    ),
    { what: 'Redis is killed', bring: () => redis.control?.kill().then(() => redis.control?.restart()) },
    { what: 'the broker is killed', bring: () => kafka.control?.kill().then(() => kafka.control?.restart()) },
  ];
  const pauseMs = plan.spreadMs / (list.length + 1);
  for (const [at, { what, bring }] of interleaved(list).entries()) {
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    say(`fault ${at + 1} of ${list.length}: ${what}`);
    await bring();
  }
}

interface Fault {
  readonly what: string;
  readonly bring: () => Promise<void> | void | undefined;
}

const repeated = (times: number, what: string, bring: (at: number) => ReturnType<Fault['bring']>): readonly Fault[] =>
  Array.from({ length: times }, (_, at) => ({ what, bring: () => bring(at) }));

/** Every third of the list in turn, so that different faults alternate. */
const interleaved = <T>(list: readonly T[]): readonly T[] =>
  [0, 1, 2].flatMap((start) => list.filter((_, at) => at % 3 === start));
