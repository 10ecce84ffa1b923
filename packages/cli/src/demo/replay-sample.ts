import type { Action, Decision } from '@countersign/events';
import { contactsRecord, eventRecord, labelRecord } from './records.ts';
import type { SampleEvent } from './sample-input.ts';
import type { Stage } from './stage.ts';

/** What a replay came to. */
export interface SampleReport {
  readonly events: number;
  readonly byAction: Readonly<Record<Action, number>>;
  readonly frauds: number;
  /** Labelled frauds that were challenged, held or denied. */
  readonly fraudsCaught: number;
  readonly legitimate: number;
  /** Legitimate events for which a code was asked. */
  readonly legitimateAsked: number;
  readonly seconds: number;
}

/** Events played at a time; the customers answer between two such chunks. */
const chunkSize = 200;
/** Labels become known as late as chargebacks do. */
const labelDelayMs = 7 * 86_400_000;

/**
 * Replays labelled events through the whole path: scored, challenged, answered. Honest customers type the code that they
 * get; a fraudster has no access to the inbox. Labels of frauds arrive seven days later.
 */
export async function replaySample(
  sample: readonly SampleEvent[],
  stage: Stage,
  progress: (done: number, of: number) => void,
): Promise<SampleReport> {
  const { topics } = stage.installation;
  const tally = createTally(sample);
  const beganMs = performance.now();
  const waiting: { readonly dueMs: number; readonly decision: Decision }[] = [];
  let challenged: Decision[] = [];
  stage.onDecision((decision) => {
    const isFraud = tally.count(decision);
    if (decision.challenge !== undefined && !isFraud) challenged.push(decision);
    if (isFraud) waiting.push({ dueMs: Date.parse(decision.logTime) + labelDelayMs, decision });
  });
  const accounts = [...new Set(sample.map(({ accountId }) => accountId))];
  const startMs = sample[0]?.timeMs ?? 0;
  await stage.play(
    accounts.map((id) => ({ timeMs: startMs, record: contactsRecord(id, `${id}@example.com`, startMs, topics) })),
  );
  for (let at = 0; at < sample.length; at += chunkSize) {
    const chunk = sample.slice(at, at + chunkSize);
    const nowMs = chunk[0]?.timeMs ?? 0;
    const labels = waiting.splice(0, waiting.findLastIndex(({ dueMs }) => dueMs <= nowMs) + 1);
    await stage.play([
      ...labels.map(({ decision }) => ({ timeMs: nowMs, record: fraudLabel(decision, nowMs, topics) })),
      ...chunk.map(({ timeMs, event, accountId }) => ({ timeMs, record: eventRecord(event, accountId, topics) })),
    ]);
    await Promise.all(challenged.map((decision) => answer(decision, stage)));
    challenged = [];
    await stage.quiet();
    progress(Math.min(at + chunkSize, sample.length), sample.length);
  }
  stage.onDecision(undefined);
  return tally.report((performance.now() - beganMs) / 1000);
}

const fraudLabel = (decision: Decision, nowMs: number, topics: Stage['installation']['topics']) =>
  labelRecord(
    {
      id: `label-${decision.eventId}`,
      eventId: decision.eventId,
      accountId: decision.accountId,
      label: 'fraud',
      source: 'chargeback',
      knownAt: new Date(nowMs).toISOString(),
      keys: decision.keys,
    },
    topics,
  );

async function answer({ challenge }: Decision, stage: Stage): Promise<void> {
  const code = codeIn(challenge === undefined ? undefined : stage.message(challenge.id)?.text);
  if (challenge === undefined || code === undefined) return;
  await stage.installation.notifier.verify(challenge.id, { code, bindingDigest: challenge.bindingDigest });
}

/** The code as a customer reads it out of the message. */
export const codeIn = (text: string | undefined): string | undefined =>
  /^Your code: (\d{6,10})$/m.exec(text ?? '')?.[1];

function createTally(sample: readonly SampleEvent[]): {
  count(decision: Decision): boolean;
  report(seconds: number): SampleReport;
} {
  const frauds = new Set(sample.filter(({ isFraud }) => isFraud).map(({ event }) => event['id']));
  const byAction: Record<Action, number> = { allow: 0, challenge: 0, hold: 0, deny: 0 };
  let [fraudsSeen, fraudsCaught, legitimateAsked] = [0, 0, 0];
  return {
    count({ eventId, action }) {
      const isFraud = frauds.has(eventId);
      byAction[action] += 1;
      if (isFraud) fraudsSeen += 1;
      if (isFraud && action !== 'allow') fraudsCaught += 1;
      if (!isFraud && action === 'challenge') legitimateAsked += 1;
      return isFraud;
    },
    report(seconds) {
      const events = Object.values(byAction).reduce((sum, count) => sum + count, 0);
      const legitimate = events - fraudsSeen;
      return { events, byAction, frauds: fraudsSeen, fraudsCaught, legitimate, legitimateAsked, seconds };
    },
  };
}
