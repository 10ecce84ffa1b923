import { describeWithService, isMissing, kafkaService, redisService } from '@countersign/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { disappointments, letFurther } from './expect-decision.ts';
import { playEmbedded } from './on-embedded.ts';
import { playOnCluster } from './on-cluster.ts';
import { playInProcess } from './play-in-process.ts';
import { shippedPolicy, withoutSignals } from './story-policy.ts';
import type { ServicePlayer } from './play-on-services.ts';
import { type Story, dayMs, stepsOf } from './teller.ts';

/** A way to be attacked, and what finds it. */
export interface Attack {
  readonly story: Story;
  /** With these signals, rules and detectors switched off, some act of the story goes further than it may: it rests on nothing else. */
  readonly restsOn: readonly string[];
}

/** One row of the table of scenarios. */
export interface Scenario {
  /** By what happens, in words. */
  readonly attacks: Readonly<Record<string, Attack>>;
  /** The same acts where they are this customer's habit: nobody is asked. */
  readonly twins: Readonly<Record<string, Story>>;
}

/** 2035-01-01, a Monday, 09:00 UTC: what Redis is told to forget at a time that has passed is gone at once. */
const beginMs = Date.UTC(2035, 0, 1, 9);
/** No window of any detector reaches from one story to the next that the same installation plays. */
const storySpanMs = 72 * 7 * dayMs;

/**
 * Tells the stories of a scenario: in this process, embedded, and on a real Kafka and Redis; and each attack once more
 * with what it rests on switched off, when it must succeed. That a reason is missing then is not enough.
 */
export async function tellScenario(name: string, { attacks, twins }: Scenario): Promise<void> {
  const attackStories = Object.entries(attacks).map(([what, { story }]) => [what, story] as const);
  const stories = [...attackStories, ...Object.entries(twins)];

  describe(`${name}, in process`, () => {
    test.each(stories)('%s', async (_, story) => {
      const steps = stepsOf(story, 's0', beginMs);
      expect(disappointments(steps, await playInProcess(shippedPolicy).play(steps))).toEqual([]);
    });
  });

  describe(`${name}, with what finds it switched off`, () => {
    test.each(Object.entries(attacks))('%s: is not found', async (_, { story, restsOn }) => {
      const steps = stepsOf(story, 's0', beginMs);
      const told = await playInProcess(withoutSignals(restsOn)).play(steps);
      expect(letFurther(steps, told), 'it was stopped as before').not.toEqual([]);
    });
  });

  describe(`${name}, embedded`, () => {
    playedBy(stories, () => playEmbedded(shippedPolicy, beginMs));
  });

  const redis = await redisService();
  const kafka = async () => (isMissing(redis) ? redis : kafkaService());
  await describeWithService('kafka', `${name}, on Kafka and Redis`, kafka, (broker) => {
    if (isMissing(redis)) return;
    playedBy(stories, () => playOnCluster(broker, redis, shippedPolicy, beginMs));
    afterAll(() => redis.stop());
  });
}

/** All stories on one installation, one after the other in its time. */
function playedBy(stories: readonly (readonly [string, Story])[], open: () => Promise<ServicePlayer>): void {
  let player: ServicePlayer | undefined;
  beforeAll(async () => void (player = await open()));
  afterAll(() => player?.stop());
  test.each(stories.map(([what, story], at) => ({ what, story, at })))('$what', async ({ story, at }) => {
    const steps = stepsOf(story, `s${at}`, beginMs + at * storySpanMs);
    const told = await player?.play(steps);
    expect(disappointments(steps, told ?? new Map())).toEqual([]);
  });
  test('and no act is held for ever (CASE-01)', async () => {
    expect(await player?.openHolds()).toEqual([]);
  });
}
