import { CountersignError } from '@countersign/events';
import type { OutgoingRecord } from '../ports/event-log.ts';
import { type NotifierPorts, type NotifierSettings, notifierLimits } from './notifier-ports.ts';
import type { NotifierObserver } from './notifier-observer.ts';
import { recordsOf } from './outcome-records.ts';
import { traceparentOf } from '../record-trace.ts';

/**
 * One round over the outbox: publishes outcomes that are durable, does what else they cause, then forgets them. A crash in between publishes the
 * same bytes again; nothing is lost and nothing is worded anew (DEL-16). Resolves with the number published.
 */
export function createSweepOutbox(
  { challenges, publisher, clock }: Pick<NotifierPorts, 'challenges' | 'publisher' | 'clock'>,
  {
    observer,
    trace,
  }: {
    readonly observer: Pick<NotifierObserver, 'published'> & { failed(work: 'sweep', error: unknown): void };
    readonly trace: Pick<NotifierSettings['trace'], 'publishing'>;
  },
  thenFor: (record: OutgoingRecord) => Promise<void> = () => Promise.resolve(),
): () => Promise<number> {
  /** What can never work is told and left, lest one record keep all others in the outbox. */
  const followUp = async (record: OutgoingRecord): Promise<void> => {
    try {
      await thenFor(record);
    } catch (error) {
      if (error instanceof CountersignError && error.retryable) throw error;
      observer.failed('sweep', error);
    }
  };
  return async () => {
    const taken = await challenges.pending(clock.now(), notifierLimits.leaseMs, notifierLimits.batch);
    const pending = taken.result;
    if (pending.length === 0) return 0;
    await taken.durable();
    const records = recordsOf(pending);
    await trace.publishing(records.map(traceparentOf), () => publisher.publish(records));
    // After publishing, for a freeze must not wait for a message about it; before forgetting, so that a crash loses nothing.
    for (const record of records) await followUp(record);
    await challenges.published(pending.map(({ id }) => id));
    observer.published(pending.length);
    return pending.length;
  };
}
