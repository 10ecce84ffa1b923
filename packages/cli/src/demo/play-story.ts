import type { Decision } from '@countersign/events';
import { explain } from '@countersign/scoring';
import type { Narrator } from './narrator.ts';
import { contactsRecord, eventRecord } from './records.ts';
import { codeIn } from './replay-sample.ts';
import type { Stage } from './stage.ts';
import { acts, mara, quietMonth, type Step } from './story.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Plays the story in virtual time from `startMs` on; every decision, message and outcome is a real one. */
export async function playStory(stage: Stage, startMs: number, narrator: Narrator): Promise<void> {
  const { topics } = stage.installation;
  await stage.play([{ timeMs: startMs, record: contactsRecord(mara.accountId, mara.email, startMs, topics) }]);
  const asked = await playQuietly(stage, startMs);
  narrator.quietMonth(quietMonth.length, asked);
  let beginMs = startMs + 31 * dayMs;
  for (const [number, act] of acts.entries()) {
    narrator.act(number + 1, acts.length, act.title);
    for (const [at, step] of act.steps.entries()) {
      await playStep(stage, step, beginMs, `story-${number + 1}-${at + 1}`, narrator);
    }
    beginMs += 3 * dayMs;
  }
}

async function playQuietly(stage: Stage, startMs: number): Promise<number> {
  let asked = 0;
  stage.onDecision(({ action }) => void (asked += action === 'allow' ? 0 : 1));
  for (const [at, step] of quietMonth.entries()) await sendStep(stage, step, startMs, `story-0-${at + 1}`);
  stage.onDecision(undefined);
  return asked;
}

async function playStep(stage: Stage, step: Step, beginMs: number, id: string, narrator: Narrator): Promise<void> {
  let decision: Decision | undefined;
  stage.onDecision((made) => void (decision = made));
  await sendStep(stage, step, beginMs, id);
  stage.onDecision(undefined);
  if (decision === undefined)
    throw new Error(`The event ${id} of the story got no decision; see \`countersign dead-letters list\`.`);
  narrator.event(step.says, decision, explain(decision));
  if (decision.challenge !== undefined) await respond(stage, step, decision.challenge, narrator);
}

async function sendStep(stage: Stage, step: Step, beginMs: number, id: string): Promise<void> {
  const timeMs = beginMs + step.afterHours * hourMs;
  const event = {
    specversion: '1.0',
    id,
    source: 'story/shop',
    type: step.type,
    subject: mara.accountId,
    time: new Date(timeMs).toISOString(),
    datacontenttype: 'application/json',
    data: step.data,
  };
  await stage.play([{ timeMs, record: eventRecord(event, mara.accountId, stage.installation.topics) }]);
}

const readingMs = 40_000;

async function respond(
  stage: Stage,
  step: Step,
  challenge: NonNullable<Decision['challenge']>,
  narrator: Narrator,
): Promise<void> {
  const { notifier } = stage.installation;
  const message = stage.message(challenge.id);
  if (message === undefined) return narrator.noMessage();
  narrator.message(message);
  const code = codeIn(message.text) ?? '';
  stage.clock.advance(stage.clock.now() + readingMs);
  if (step.response === 'says it was not her') {
    narrator.notMe(await notifier.reportNotMe(challenge.id));
  } else {
    const presented = step.response === 'guesses three times' ? ['111111', '123456', '000000'] : [code];
    for (const one of presented) {
      const answer = await notifier.verify(challenge.id, { code: one, bindingDigest: challenge.bindingDigest });
      narrator.code(one, typeof answer === 'string' ? answer : `wait ${answer.retryAfterSeconds} s`);
    }
  }
  await stage.quiet();
}
