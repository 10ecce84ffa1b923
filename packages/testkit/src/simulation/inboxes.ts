import type { Message, SendResult } from '@countersign/engine';
import type { SeededRandom } from './seeded-random.ts';

/** The customers' inboxes, and a provider that fails now and then. */
export interface Inboxes {
  deliver(message: Message): SendResult;
  /** Texts by message id: more than one text for an id means that two codes were sent under one sendSeq. */
  readonly texts: ReadonlyMap<string, ReadonlySet<string>>;
  /** Where messages went, by message id; once delivered. */
  readonly recipients: ReadonlyMap<string, string>;
  /** Calls back at every delivery. */
  onDelivery(listener: (message: Message) => void): void;
}

const failureProbability = 0.05;

export function createInboxes(random: SeededRandom): Inboxes {
  const texts = new Map<string, Set<string>>();
  const recipients = new Map<string, string>();
  let listener: (message: Message) => void = () => {};
  return {
    texts,
    recipients,
    onDelivery: (next) => void (listener = next),
    deliver(message) {
      if (random.chance(failureProbability)) return { ok: false, retry: true, reason: 'unreachable' };
      const known = texts.get(message.id) ?? new Set();
      texts.set(message.id, known.add(message.text));
      recipients.set(message.id, message.to);
      listener(message);
      return { ok: true };
    },
  };
}
