import type { Message, SendResult } from '@countersign/engine';
import type { SeededRandom } from './seeded-random.ts';

/** The customers' inboxes and phones, and providers that fail now and then; the one for SMS takes some numbers never. */
export interface Inboxes {
  deliver(message: Message): SendResult;
  /** Texts by message id and channel: more than one means that a message was worded anew. */
  readonly texts: ReadonlyMap<string, ReadonlySet<string>>;
  /** Codes by message id, whatever channel they went by: more than one means that two codes were sent under one sendSeq. */
  readonly codes: ReadonlyMap<string, ReadonlySet<string>>;
  /** Mail addresses that messages went to, by message id; once delivered. */
  readonly recipients: ReadonlyMap<string, string>;
  /** Calls back at every delivery. */
  onDelivery(listener: (message: Message) => void): void;
}

const failureProbability = 0.05;
const refusalProbability = 0.15;

/** The code of a message, by mail or SMS; undefined for one without. */
export const codeIn = ({ text }: Message): string | undefined =>
  /^Your code: (\d+)$/m.exec(text)?.[1] ?? /^(?:.*: )?(\d+) is your code/.exec(text)?.[1];

export function createInboxes(random: SeededRandom): Inboxes {
  const texts = new Map<string, Set<string>>();
  const codes = new Map<string, Set<string>>();
  const recipients = new Map<string, string>();
  let listener: (message: Message) => void = () => {};
  return {
    texts,
    codes,
    recipients,
    onDelivery: (next) => void (listener = next),
    deliver(message) {
      if (random.chance(failureProbability)) return { ok: false, retry: true, reason: 'unreachable' };
      if (message.channel === 'sms' && random.chance(refusalProbability))
        return { ok: false, retry: false, reason: 'rejected' };
      keep(texts, `${message.id} by ${message.channel}`, message.text);
      const code = codeIn(message);
      if (code !== undefined) keep(codes, message.id, code);
      if (message.channel === 'email') recipients.set(message.id, message.to);
      listener(message);
      return { ok: true };
    },
  };
}

const keep = (kept: Map<string, Set<string>>, name: string, value: string): void =>
  void kept.set(name, (kept.get(name) ?? new Set()).add(value));
