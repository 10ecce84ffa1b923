import type { OutgoingRecord } from '../ports/event-log.ts';
import { type NotifierPorts, type NotifierSettings, notifierLimits } from './notifier-ports.ts';
import type { NotifierObserver } from './notifier-observer.ts';
import { recordsOf } from './outcome-records.ts';
import { traceparentOf } from '../record-trace.ts';

/**
 * One round over the outbox: publishes outcomes that are durable, then forgets them. A crash in between publishes the
 * same bytes again; nothing is lost and nothing is worded anew (DEL-16). Resolves with the number published.
 */
export function createSweepOutbox(
  { challenges, publisher, clock }: Pick<NotifierPorts, 'challenges' | 'publisher' | 'clock'>,
  {
    observer,
    trace,
  }: {
    readonly observer: Pick<NotifierObserver, 'published'>;
    readonly trace: Pick<NotifierSettings['trace'], 'publishing'>;
  },
  beforePublishing: (records: readonly OutgoingRecord[]) => Promise<void> = () => Promise.resolve(),
): () => Promise<number> {
  return async () => {
    const taken = await challenges.pending(clock.now(), notifierLimits.leaseMs, notifierLimits.batch);
    const pending = taken.result;
    if (pending.length === 0) return 0;
    await taken.durable();
    const records = recordsOf(pending);
    await beforePublishing(records);
    await trace.publishing(records.map(traceparentOf), () => publisher.publish(records));
    await challenges.published(pending.map(({ id }) => id));
    observer.published(pending.length);
    return pending.length;
  };
}
