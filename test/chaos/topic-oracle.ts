import type { LogReader, LogRecord, TopicNames } from '@countersign/engine';
import { type Challenge, decodeEvent, decodeRecord } from '@countersign/events';
import { type NoticeCounts, toldAs } from './notices.ts';

/** What the topics say, and nothing else. */
export interface TopicVerdict {
  readonly events: number;
  readonly decisions: number;
  readonly challenges: number;
  readonly ended: number;
  /** How the challenges ended: the kind of the terminal outcome by challenge id. */
  readonly ends: ReadonlyMap<string, string>;
  /** What customers must be told of, once for each outcome. */
  readonly occasions: NoticeCounts;
  /** One sentence each. */
  readonly violations: readonly string[];
  /** Events without decision and challenges without end: they may still come. */
  readonly open: number;
}

/** How a challenge ends, one way for each; `reported` ends it too, and may follow any other end. */
const terminal = new Set(['verified', 'failed', 'expired', 'undeliverable', 'suppressed']);

/**
 * Reads topics to their ends, a chunk at a time, and goes on from there at the next call.
 * @param onChallenge told of every challenge, the first time it is read
 */
export function createTopicOracle(
  reader: LogReader,
  topics: TopicNames,
  onChallenge: (challenge: Challenge) => void = () => {},
): () => Promise<TopicVerdict> {
  const next = new Map<string, number>();
  const events = new Set<string>();
  const decided = new Map<string, string>();
  const wordings = new Map<string, string>();
  const challenges = new Set<string>();
  const ends = new Map<string, string>();
  const reported = new Set<string>();
  const outcomes = new Set<string>();
  const occasions = new Map<string, number>();
  const violations: string[] = [];

  const sameWording = (what: string, id: string, value: Uint8Array | null): void => {
    const wording = Buffer.from(value ?? []).toString('base64');
    const known = wordings.get(id);
    if (known !== undefined && known !== wording) violations.push(`conflicting: ${what} ${id} has two wordings`);
    wordings.set(id, wording);
  };
  const once = (seen: Map<string, string>, key: string, value: string, what: string): void => {
    const known = seen.get(key);
    if (known !== undefined && known !== value) violations.push(`doubled: ${what} ${key} has ${known} and ${value}`);
    seen.set(key, value);
  };
  const readers: Readonly<Record<string, (record: LogRecord) => void>> = {
    [topics.events](record) {
      const decoded = decodeEvent(record);
      if (decoded.ok) events.add(decoded.event.id);
    },
    [topics.decisions](record) {
      const decoded = decodeRecord('decision.made', record.value);
      if (!decoded.ok) return;
      const { id, eventId } = decoded.record.data;
      sameWording('decision', id, record.value);
      once(decided, eventId, id, 'event');
    },
    [topics.challenges](record) {
      const decoded = decodeRecord('challenge.requested', record.value);
      if (!decoded.ok) return;
      const { data } = decoded.record;
      sameWording('challenge', data.id, record.value);
      if (!challenges.has(data.id)) onChallenge(data);
      challenges.add(data.id);
    },
    [topics.outcomes](record) {
      const decoded = decodeRecord('challenge.outcome', record.value);
      if (!decoded.ok) return;
      const { id, challengeId, kind } = decoded.record.data;
      sameWording('outcome', id, record.value);
      const told = outcomes.has(id) ? undefined : toldAs(decoded.record.data);
      if (told !== undefined) occasions.set(told, (occasions.get(told) ?? 0) + 1);
      outcomes.add(id);
      if (terminal.has(kind)) once(ends, challengeId, kind, 'challenge');
      if (kind === 'reported') reported.add(challengeId);
    },
  };
  const readOn = async (topic: string): Promise<void> => {
    const partitions = (await reader.partitionCount(topic)) ?? 0;
    for (let partition = 0; partition < partitions; partition += 1) {
      const name = `${topic}/${partition}`;
      for (;;) {
        const from = next.get(name) ?? 0;
        const records = await reader.read(topic, partition, from, 1000);
        for (const record of records) readers[topic]?.(record);
        const last = records.at(-1);
        if (last === undefined) break;
        next.set(name, last.offset + 1);
      }
    }
  };
  return async () => {
    for (const topic of Object.keys(readers)) await readOn(topic);
    const undecided = [...events].filter((id) => !decided.has(id)).length;
    const unended = [...challenges].filter((id) => !ends.has(id) && !reported.has(id)).length;
    const ended = challenges.size - unended;
    const counts = {
      events: events.size,
      decisions: decided.size,
      challenges: challenges.size,
      ended,
      ends,
      occasions,
    };
    return { ...counts, violations: [...violations], open: undecided + unended };
  };
}
