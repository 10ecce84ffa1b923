import type { Label } from '@countersign/events';

/** What counts as the truth about an event, and since when it was known (epoch milliseconds). */
export interface KnownLabel {
  readonly label: Label['label'];
  readonly knownAtMs: number;
}

/** Labels by event. Several may contradict each other: whoever knew last is believed, and of two at once the later record. */
export interface LabelBook {
  note(label: Pick<Label, 'eventId' | 'label' | 'knownAt'>): void;
  /** Undefined where nobody said. */
  of(eventId: string): KnownLabel | undefined;
  /** Events that somebody labelled. */
  readonly size: number;
}

export function labelBook(): LabelBook {
  const labels = new Map<string, KnownLabel>();
  return {
    note({ eventId, label, knownAt }) {
      const knownAtMs = Date.parse(knownAt);
      if (knownAtMs >= (labels.get(eventId)?.knownAtMs ?? Number.NEGATIVE_INFINITY))
        labels.set(eventId, { label, knownAtMs });
    },
    of: (eventId) => labels.get(eventId),
    get size() {
      return labels.size;
    },
  };
}
