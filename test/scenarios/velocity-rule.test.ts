import { describeWithService, isMissing, kafkaService, redisService } from '@countersign/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { disappointments, isNoMatter, isStopped } from './telling/expect-decision.ts';
import { playOnCluster } from './telling/on-cluster.ts';
import { playEmbedded } from './telling/on-embedded.ts';
import { playInProcess } from './telling/play-in-process.ts';
import type { ServicePlayer } from './telling/play-on-services.ts';
import { shippedPolicy, withRule } from './telling/story-policy.ts';
import { type Story, dayMs, euros, hourMs, minuteMs, stepsOf } from './telling/teller.ts';

const reason = 'rule:one-device-many-buyers';
const policy = withRule({
  id: 'one-device-many-buyers',
  description: 'One device buys for several accounts, for a lot, and each of them only once or twice.',
  owner: 'fraud-team',
  severity: 'medium',
  on: ['purchase.requested'],
  when: [
    'features.velocityDevicePurchases1hAccounts >= 3',
    'features.velocityDevicePurchases24hSum > 400',
    'features.velocityAccountPurchases24hCount <= 2',
  ].join(' && '),
  effect: { action: 'addPoints', points: 8 },
});
const isQuiet = { ...isNoMatter, notBecause: [reason] };

/** Three mules buy on one device within the hour; nobody of them does much. */
const mules: Story = (tell) => {
  const thief = tell.thief();
  for (const [name, amount] of [
    ['mule1', 150],
    ['mule2', 150],
  ] as const) {
    tell.act(thief.as(tell.customer(name)), 'purchase.requested', euros(amount), isQuiet);
    tell.wait(10 * minuteMs);
  }
  tell.act(thief.as(tell.customer('mule3')), 'purchase.requested', euros(150), isStopped(reason));
};

/** The same accounts and amounts, a day apart, and then a family that spends little. */
const apart: Story = (tell) => {
  const device = tell.customer('ana');
  for (const name of ['ana', 'bo', 'cy']) {
    tell.act(device.as(tell.customer(name)), 'purchase.requested', euros(150), isQuiet);
    tell.wait(dayMs);
  }
  for (const name of ['ana', 'bo', 'cy', 'ana', 'bo']) {
    tell.act(device.as(tell.customer(name)), 'purchase.requested', euros(20), isQuiet);
    tell.wait(hourMs / 4);
  }
};

/** As in the other scenarios, in a time that has not passed yet. */
const beginMs = Date.UTC(2035, 0, 1, 9);
const stories = Object.entries({ mules, apart });

describe('a rule that names three velocities', () => {
  test.each(stories)('%s, in process', async (_, story) => {
    const steps = stepsOf(story, 's0', beginMs);
    expect(disappointments(steps, await playInProcess(policy).play(steps))).toEqual([]);
  });

  test.each(stories)('%s, embedded', async (_, story) => {
    const steps = stepsOf(story, 's0', beginMs);
    const player = await playEmbedded(policy, beginMs);
    try {
      expect(disappointments(steps, await player.play(steps))).toEqual([]);
    } finally {
      await player.stop();
    }
  });

  test('says nothing where no policy holds it', async () => {
    const steps = stepsOf(mules, 's0', beginMs);
    const told = await playInProcess(shippedPolicy).play(steps);
    expect(disappointments(steps, told).join('\n')).toContain(`expected the reason ${reason}`);
  });
});

const redis = await redisService();
const kafka = async () => (isMissing(redis) ? redis : kafkaService());
await describeWithService('kafka', 'a rule that names three velocities, on Kafka and Redis', kafka, (broker) => {
  if (isMissing(redis)) return;
  let player: ServicePlayer | undefined;
  beforeAll(async () => void (player = await playOnCluster(broker, redis, policy, beginMs)));
  afterAll(async () => {
    await player?.stop();
    await redis.stop();
  });
  test.each(stories.map(([what, story], at) => ({ what, story, at })))('$what', async ({ story, at }) => {
    // No velocity reaches from one story to the next.
    const steps = stepsOf(story, `s${at}`, beginMs + at * 30 * dayMs);
    expect(disappointments(steps, (await player?.play(steps)) ?? new Map())).toEqual([]);
  });
});
