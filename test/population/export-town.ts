import type { Town } from '@countersign/testkit';

/** A town's year as lines for `countersign evaluate`: events in order of time, and what is known of the attacks. */
export interface ExportedTown {
  readonly events: readonly string[];
  readonly labels: readonly string[];
}

const chargebackAfterMs = 30 * 86_400_000;

/**
 * Everything that thieves do is labelled as fraud, thirty days later; what honest people do has no label. Nobody stops an
 * attack here, so all of its steps are there.
 */
export function exportTown({ stream }: Town): ExportedTown {
  const events: string[] = [];
  const labels: string[] = [];
  for (const { happening, step } of stream) {
    const { id, type, accountId, timeMs, data } = happening;
    const envelope = {
      specversion: '1.0',
      source: 'town/shop',
      subject: accountId,
      datacontenttype: 'application/json',
    };
    events.push(JSON.stringify({ ...envelope, id, type, time: new Date(timeMs).toISOString(), data }));
    if (step === undefined) continue;
    const knownAt = new Date(timeMs + chargebackAfterMs).toISOString();
    const label = { id: `label-${id}`, eventId: id, accountId, label: 'fraud', source: 'chargeback', knownAt };
    labels.push(JSON.stringify({ ...envelope, id: label.id, type: 'label.recorded', time: knownAt, data: label }));
  }
  return { events, labels };
}
