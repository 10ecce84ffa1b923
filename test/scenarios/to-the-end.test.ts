import { describeWithService, isMissing, kafkaService, redisService } from '@countersign/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Ending, endings, quiet, signsIn } from './telling/endings.ts';
import { playOnCluster } from './telling/on-cluster.ts';
import { playEmbedded } from './telling/on-embedded.ts';
import { playInProcess } from './telling/play-in-process.ts';
import type { ServicePlayer } from './telling/play-on-services.ts';
import { mailOverSmtp } from './telling/story-mail.ts';
import { withoutSignals } from './telling/story-policy.ts';
import type { Answer, Player, Step } from './telling/story.ts';
import { dayMs, hourMs, stepsOf } from './telling/teller.ts';

const beginMs = Date.UTC(2035, 0, 1, 9);
const spanMs = 72 * 7 * dayMs;
/** The shipped one, but for what compares with other accounts: here stories share an installation, in this process each has its own. */
const policy = withoutSignals(['likely_login', 'unlikely_login']);

/** A story and its continuation, with the ids of the act that is asked for and of what comes next. */
interface Continued {
  readonly steps: readonly Step[];
  readonly asked: string;
  readonly next: string;
}

function continued({ begins, act, next }: Ending, answer: Answer, number: number): Continued {
  const ids = { asked: '', next: '' };
  const steps = stepsOf(
    (tell) => {
      const by = begins(tell);
      ids.asked = act(tell, by, answer);
      tell.wait(hourMs);
      ids.next = next?.(tell, by) ?? signsIn(tell, by, 'does not answer');
    },
    `e${number}`,
    beginMs + number * spanMs,
  );
  return { steps, ...ids };
}

/** The decisions on both. */
async function decisionsOn(player: Pick<Player, 'play'>, { steps, asked, next }: Continued) {
  const told = await player.play(steps);
  return { asked: told.get(asked), next: told.get(next) };
}

/**
 * Every scenario, answered, on one installation. Scored in this process the same story is decided the same; and without its answer, what
 * comes next is decided otherwise.
 */
function playedToTheEnd(open: () => Promise<ServicePlayer>): void {
  let player: ServicePlayer;
  beforeAll(async () => void (player = await open()));
  afterAll(() => player.stop());

  test.each(Object.entries(endings).map(([name, ending], number) => ({ name, ending, number })))(
    '$name',
    async ({ ending, number }) => {
      const story = continued(ending, ending.answer, number);
      const answered = await decisionsOn(player, story);
      expect(answered.asked?.action).toBe('challenge');
      expect(player.outcomesOf(story.asked)).toEqual(ending.ends);
      expect(await decisionsOn(playInProcess(policy), story)).toEqual(answered);
      const unanswered = await decisionsOn(playInProcess(policy), continued(ending, 'does not answer', number));
      expect(unanswered.asked).toEqual(answered.asked);
      if (ending.teachesNothing === true) expect(unanswered.next).toEqual(answered.next);
      else expect(unanswered.next).not.toEqual(answered.next);
    },
  );

  test('quiet-customer: nobody is written to', async () => {
    const number = Object.keys(endings).length;
    const steps = stepsOf((tell) => void quiet(tell), `e${number}`, beginMs + number * spanMs);
    const told = await player.play(steps);
    expect(new Set(steps.map(({ id }) => told.get(id)?.action))).toEqual(new Set(['allow']));
    expect(steps.flatMap(({ id }) => player.outcomesOf(id))).toEqual([]);
  });
}

const title = 'every scenario to its end: message read from a mail server, answered, published, learned';

describe(`${title}; embedded`, () => {
  playedToTheEnd(async () => playEmbedded(policy, beginMs, await mailOverSmtp()));
});

const redis = await redisService();
const kafka = async () => (isMissing(redis) ? redis : kafkaService());
await describeWithService('kafka', `${title}; on Kafka and Redis`, kafka, (broker) => {
  if (isMissing(redis)) return;
  playedToTheEnd(async () => playOnCluster(broker, redis, policy, beginMs, await mailOverSmtp()));
  afterAll(() => redis.stop());
});
