import { type ReplayScorer, type ReplayedEvent, topicNames } from '@countersign/engine';
import type { AttackStep } from './attacks/attack.ts';
import { answerOf, labelOf } from './answers.ts';
import type { Channel, Happening } from './happening.ts';
import type { Town, TownEvent } from './town.ts';

/** What the policy did with one event that it did not just let pass, or that belongs to an attack. */
export interface Interruption {
  readonly seed: number;
  readonly happening: Happening;
  readonly step: AttackStep | undefined;
  readonly verdict: ReplayedEvent['verdict'];
}

/** What became of an attack. */
export interface AttackResult {
  readonly seed: number;
  readonly kind: string;
  readonly story: string;
  /** Whether a step was challenged, held or denied, and not relayed. */
  readonly isCaught: boolean;
  /** Harmful steps that went through before. */
  readonly harmDone: number;
}

/** What a year in a town came to. */
export interface TownYear {
  readonly events: number;
  /** Honest acts that were not simply allowed, in order of time. */
  readonly interruptions: readonly Interruption[];
  readonly attacks: readonly AttackResult[];
}

/** Sees every scored event, for statistics and stories. */
export type Onlooker = (event: TownEvent, scored: ReplayedEvent) => void;

const { events: topic } = topicNames();

/**
 * Lives a town's year through the scorer's own path. Customers answer their challenges within a minute by their usual
 * channel; thieves answer only what they talked out of the customer, and give up at the first other stop. What thieves got
 * is labelled weeks later. An event that cannot be read is a defect of the generator and throws.
 */
export function liveThrough(town: Town, scorer: ReplayScorer, onlooker: Onlooker = () => {}): TownYear {
  const channels = new Map<string, Channel>();
  for (const { customers } of town.lives) for (const one of customers) channels.set(one.accountId, one.channel);
  const interruptions: Interruption[] = [];
  const attacks = new Map<number, { isCaught: boolean; harmDone: number }>();
  const later = createLater();
  let events = 0;
  for (const event of town.stream) {
    const { happening, seed, step } = event;
    const attack = attackOf(attacks, seed, step);
    if (attack?.isCaught === true) continue;
    later.arrive(happening.timeMs);
    const scored = score(scorer, happening, events);
    events += 1;
    onlooker(event, scored);
    const { action } = scored.verdict;
    if (attack === undefined || step === undefined) {
      if (action === 'allow') continue;
      interruptions.push({ seed, happening, step, verdict: scored.verdict });
      const channel = channels.get(happening.accountId) ?? 'email';
      if (action === 'challenge')
        later.plan(happening.timeMs + 40_000, (atMs) => scorer.outcome(answerOf(scored, channel, atMs), atMs));
    } else if (action === 'allow') {
      if (!step.isHarm) continue;
      attack.harmDone += 1;
      later.plan(happening.timeMs + labelDelayMs, (atMs) => scorer.label(labelOf(scored, atMs), atMs));
    } else if (action === 'challenge' && step.isRelayed) {
      later.plan(happening.timeMs + 90_000, (atMs) => scorer.outcome(answerOf(scored, 'sms', atMs), atMs));
    } else {
      attack.isCaught = true;
    }
  }
  const results = town.robberies.map(({ seed, attack: { kind, story } }) => ({
    seed,
    kind,
    story,
    ...(attacks.get(seed) ?? { isCaught: false, harmDone: 0 }),
  }));
  return { events, interruptions, attacks: results };
}

/** Chargebacks take weeks. */
const labelDelayMs = 30 * 86_400_000;

function attackOf<T extends { isCaught: boolean; harmDone: number }>(
  attacks: Map<number, T | { isCaught: boolean; harmDone: number }>,
  seed: number,
  step: AttackStep | undefined,
) {
  if (step === undefined) return undefined;
  const known = attacks.get(seed) ?? { isCaught: false, harmDone: 0 };
  attacks.set(seed, known);
  return known;
}

function score(scorer: ReplayScorer, happening: Happening, offset: number): ReplayedEvent {
  const { id, type, accountId, timeMs, data } = happening;
  const time = new Date(timeMs).toISOString();
  const envelope = {
    specversion: '1.0',
    id,
    source: 'town/shop',
    type,
    subject: accountId,
    time,
    datacontenttype: 'application/json',
    data,
  };
  const value = Buffer.from(JSON.stringify(envelope));
  const scored = scorer.event({
    topic,
    partition: 0,
    offset,
    timestampMs: timeMs,
    key: Buffer.from(accountId),
    value,
    headers: {},
  });
  if (!scored.ok) throw new Error(`${id}: ${scored.code}: ${scored.message}`);
  return scored;
}

/** What is to come at a time. */
function createLater() {
  let waiting: { readonly atMs: number; readonly act: (atMs: number) => void }[] = [];
  return {
    plan(atMs: number, act: (atMs: number) => void): void {
      waiting.push({ atMs, act });
      waiting.sort((a, b) => a.atMs - b.atMs);
    },
    arrive(nowMs: number): void {
      if (waiting[0] === undefined || waiting[0].atMs > nowMs) return;
      const due = waiting.filter(({ atMs }) => atMs <= nowMs);
      waiting = waiting.filter(({ atMs }) => atMs > nowMs);
      for (const { atMs, act } of due) act(atMs);
    },
  };
}
