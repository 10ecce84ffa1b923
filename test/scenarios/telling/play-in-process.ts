import { type ReplayedEvent, createReplayScorer, topicNames } from '@countersign/engine';
import type { Outcome } from '@countersign/events';
import type { Policy } from '@countersign/scoring';
import { storyGeo } from './places.ts';
import { eventRecord, storyMac } from './story-records.ts';
import { type EventStep, type Player, type Step, type Told, outcomeOfAnswer } from './story.ts';

const topics = topicNames();
const challengeLifetimeMs = 600_000;
const readingMs = 40_000;

/** Scores a story on the scorer's own path in this process; what a notifier would do with a challenge is done at once. */
export function playInProcess(policy: Policy): Player {
  return {
    play: (steps) => Promise.resolve(played(steps, policy)),
    stop: () => Promise.resolve(),
  };
}

function played(steps: readonly Step[], policy: Policy): ReadonlyMap<string, Told> {
  const scorer = createReplayScorer({ mac: storyMac, geo: storyGeo }, () => policy);
  const told = new Map<string, Told>();
  const open: Outcome[] = [];
  const expireUntil = (nowMs: number): void => {
    while (Date.parse(open[0]?.at ?? '') <= nowMs) learn(open.shift());
  };
  const learn = (outcome: Outcome | undefined): void => {
    if (outcome !== undefined) scorer.outcome(outcome, Date.parse(outcome.at));
  };
  for (const [offset, step] of steps.entries()) {
    expireUntil(step.atMs);
    if (step.kind === 'label') {
      const { id, eventId, account, label, atMs } = step;
      const knownAt = new Date(atMs).toISOString();
      scorer.label({ id, eventId, accountId: account, label, source: 'analyst', knownAt }, atMs);
      continue;
    }
    const { key, value } = eventRecord(step, topics);
    const record = { topic: topics.events, partition: 0, offset, timestampMs: step.atMs, key, value, headers: {} };
    const scored = scorer.event(record);
    if (!scored.ok) throw new Error(`${step.id} was not scored: ${scored.message}`);
    told.set(step.id, toldOf(scored));
    if (scored.verdict.challenge === undefined) continue;
    const outcome = outcomeOf(step, scored);
    if (outcome.kind === 'expired') open.push(outcome);
    else learn(outcome);
  }
  return told;
}

function toldOf({ verdict, record }: ReplayedEvent): Told {
  const { action, score } = verdict;
  const { unknown } = record();
  return {
    action,
    score,
    unknown,
    purpose: verdict.challenge?.purpose,
    reasons: verdict.reasons.map(({ code }) => code),
  };
}

function outcomeOf({ id, account, atMs, answer }: EventStep, { decisionId, item, verdict }: ReplayedEvent): Outcome {
  // Customers of stories have e-mail alone; what it may not approve reaches nobody (OTP-39).
  const isReached = verdict.challenge?.channels.includes('email') ?? false;
  const { kind, channel } = isReached
    ? outcomeOfAnswer[answer]
    : { kind: 'undeliverable' as const, channel: undefined };
  const at = atMs + (kind === 'expired' ? challengeLifetimeMs : readingMs);
  return {
    id: `${decisionId}-${kind}`,
    challengeId: decisionId,
    decisionId,
    eventId: id,
    accountId: account,
    kind,
    ...(channel === undefined ? {} : { channel }),
    sendSeq: 1,
    at: new Date(at).toISOString(),
    expiresAt: new Date(atMs + challengeLifetimeMs).toISOString(),
    ...(item.keys.device === undefined ? {} : { device: item.keys.device }),
  };
}
