import {
  type CaseStore,
  type Clock,
  type CommittedInput,
  type Delivery,
  type NotifierPorts,
  type OutgoingRecord,
  type PartitionedInput,
  type ScorerPorts,
  type TopicNames,
  createNotifier,
  notifierInputs,
  untraced,
  untracedScorer,
} from '@countersign/engine';
import { type Decision, type EpochMs, type OutcomeKind, decodeRecord, epochMs } from '@countersign/events';
import { contactVault, keyRing, systemRandomness } from '@countersign/runtime';
import { runScorer } from '@countersign/scorer';
import type { Policy } from '@countersign/scoring';
import { endHeldActs } from './end-held-acts.ts';
import { storyGeo } from './places.ts';
import { contactsRecord, eventRecord, labelRecord, storyMac } from './story-records.ts';
import { type StoryMail, mailInMemory } from './story-mail.ts';
import { storyWatch } from './story-watch.ts';
import type { Answer, EventStep, Player, Step, Told } from './story.ts';

/** Log and stores of one set-up. */
export interface Surroundings
  extends Pick<ScorerPorts, 'publisher' | 'reader' | 'partitions' | 'entities'>,
    Pick<NotifierPorts, 'challenges' | 'contacts'> {
  readonly cases: CaseStore;
  readonly partitionedInput: PartitionedInput;
  readonly committedInput: CommittedInput;
  /** Publishes each record at its own log time, in order. */
  publishAt(records: readonly TimedRecord[]): Promise<void>;
  readonly topics: TopicNames;
  close(): Promise<void>;
}

/** A player whose held acts wait for somebody. */
export interface ServicePlayer extends Player {
  /** Lets a month pass in which nobody looks at them; resolves with the decisions that hold an act still (CASE-01). */
  openHolds(): Promise<readonly string[]>;
  /** What was published of the challenge that an event led to, in order; empty where it led to none. */
  outcomesOf(eventId: string): readonly OutcomeKind[];
}

/** A record and the time that the log gives it. */
export interface TimedRecord {
  readonly atMs: number;
  readonly record: OutgoingRecord;
}

/** The virtual time of an installation: only its story moves it. */
export interface StoryTime {
  nowMs: number;
  readonly clock: Clock;
}

export function storyTime(startMs: number): StoryTime {
  const time = {
    nowMs: startMs,
    clock: {
      now: (): EpochMs => epochMs(time.nowMs),
      // Pauses of adapters between two looks at the log: they last, whatever the story's time is.
      after(delayMs: number, run: () => void) {
        const timer = setTimeout(run, delayMs);
        return () => clearTimeout(timer);
      },
    },
  };
  return time;
}

const readingMs = 40_000;
let installations = 0;

/** The real scorer and the real notifier on real adapters; time and the customers' inboxes are the story's. */
export async function playOnServices(
  around: Surroundings,
  time: StoryTime,
  policy: Policy,
  mail: StoryMail = mailInMemory(),
): Promise<ServicePlayer> {
  const { topics, publishAt } = around;
  const watch = storyWatch(topics);
  const outcomes = new Map<string, OutcomeKind[]>();
  const failures: unknown[] = [];
  const { clock } = time;
  const common = { clock, randomness: systemRandomness, mac: storyMac };
  installations += 1;
  const scorer = await runScorer({
    ports: { ...around, ...common, geo: storyGeo },
    input: around.partitionedInput,
    topics,
    groupId: `${topics.events}.scorer`,
    owner: `story-${installations}`,
    mode: 'development',
    startAt: 'position',
    policy: () => policy,
    observer: watch.scorer,
    trace: untracedScorer,
  });
  const vault = contactVault(
    keyRing({ contacts: [{ kid: 'story', secret: Buffer.alloc(32, 'story') }] }),
    systemRandomness,
  );
  const notifier = createNotifier(
    {
      ...around,
      ...common,
      vault,
      publisher: {
        publish(records) {
          for (const { value } of records) {
            const read = decodeRecord('challenge.outcome', value);
            if (!read.ok) continue;
            const { challengeId, kind } = read.record.data;
            outcomes.set(challengeId, [...(outcomes.get(challengeId) ?? []), kind]);
          }
          return publishAt(records.map((record) => ({ atMs: time.nowMs, record })));
        },
      },
      senders: { email: mail.sender },
    },
    {
      topics,
      identity: { brand: 'Example Shop', supportContact: 'support@example.com' },
      observer: { ...watch.notifier, failed: (_, error) => void failures.push(error) },
      trace: untraced,
    },
  );
  const notifying = await around.committedInput.run({
    groupId: `${topics.events}.notifier`,
    topics: notifierInputs(topics),
    maxRecords: 200,
    handle: (records) => notifier.handle(records),
  });

  /** The notifier's loops, turned by hand: nothing depends on when they would have woken. */
  const settle = async (): Promise<void> => {
    await watch.untilClaimed();
    while ((await notifier.driveDue()) > 0);
    while ((await notifier.sweepOutbox()) > 0);
    await watch.untilLearned();
    if (failures.length > 0) throw new AggregateError(failures, 'The notifier failed.');
  };
  const moveTo = (ms: number): void => void (time.nowMs = Math.max(time.nowMs, ms));
  /** At the door it is a courier who types it, and who knows nothing but order and stop (OTP-36). */
  const typeCode = (step: EventStep, challenge: NonNullable<Decision['challenge']>, code: string): Promise<unknown> => {
    if (challenge.purpose !== 'delivery_handover') return notifier.verify(challenge.id, { ...challenge, code });
    const door = { courierId: 'courier-1', receivedBy: 'recipient', wasOffline: false } as const;
    return notifier.verifyHandover(step.data as Delivery, { ...door, code });
  };
  const answer = async (step: EventStep): Promise<void> => {
    const { id, answer: what } = step;
    const challenge = watch.decisions.get(id)?.challenge;
    if (challenge === undefined || what === 'does not answer') return;
    moveTo(time.nowMs + readingMs);
    if (what === 'says it was not them') await notifier.reportNotMe(challenge.id);
    else for (const code of codesOf(what, mail.textOf(challenge.id))) await typeCode(step, challenge, code);
    await settle();
  };

  let published = { events: 0, labels: 0, contacts: 0 };
  const publish = async (steps: readonly Step[]): Promise<void> => {
    await publishAt(
      steps.map((step) => ({
        atMs: step.atMs,
        record: step.kind === 'event' ? eventRecord(step, topics) : labelRecord(step, topics),
      })),
    );
    const events = steps.filter(({ kind }) => kind === 'event').length;
    const { contacts } = published;
    published = { events: published.events + events, labels: published.labels + steps.length - events, contacts };
    await watch.untilApplied(topics.events, published.events);
    await watch.untilApplied(topics.labels, published.labels);
    moveTo(steps.at(-1)?.atMs ?? 0);
    await settle();
  };
  const makeReachable = async (steps: readonly Step[]): Promise<void> => {
    const accounts = new Set(steps.map(({ account }) => account));
    const atMs = time.nowMs;
    await publishAt([...accounts].map((account) => ({ atMs, record: contactsRecord(account, atMs, topics) })));
    published = { ...published, contacts: published.contacts + accounts.size };
    await watch.untilReachable(published.contacts);
  };

  return {
    async play(steps) {
      moveTo(steps[0]?.atMs ?? 0);
      await makeReachable(steps);
      for (const batch of batchesOf(steps)) {
        moveTo(batch[0]?.atMs ?? 0);
        await settle();
        await publish(batch);
        for (const step of batch) if (step.kind === 'event') await answer(step);
      }
      return new Map([...watch.decisions].map(([id, decision]) => [id, toldOf(decision)]));
    },
    outcomesOf: (eventId) => outcomes.get(watch.decisions.get(eventId)?.challenge?.id ?? '') ?? [],
    openHolds() {
      moveTo(time.nowMs + 31 * 86_400_000);
      return endHeldActs(around, clock, watch.decisions.values());
    },
    async stop() {
      await scorer.stop();
      await notifying.stop();
      await around.close();
      await mail.close();
    },
  };
}

/** History is published at once, everything else one by one: what one step taught is known at the next. */
function batchesOf(steps: readonly Step[]): readonly (readonly Step[])[] {
  const batches: Step[][] = [];
  let isOpen = false;
  for (const step of steps) {
    const isHistory = step.kind === 'event' && step.isHistory;
    if (isHistory && isOpen) batches.at(-1)?.push(step);
    else batches.push([step]);
    isOpen = isHistory;
  }
  return batches;
}

function codesOf(answer: Answer, text: string | undefined): readonly string[] {
  const code = /code: (\d+)/.exec(text ?? '')?.[1] ?? 'none';
  if (answer === 'types the code') return [code];
  return Array.from({ length: 5 }, (_, at) => `${(Number(code) + at + 1) % 1_000_000}`.padStart(code.length, '0'));
}

function toldOf({ action, score, reasons, unknown, challenge }: Decision): Told {
  return { action, score, unknown, purpose: challenge?.purpose, reasons: reasons.map(({ code }) => code) };
}
