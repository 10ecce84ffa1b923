import { type Decision, decodeRecord, encodeRecord, exampleRecord, partitionOf } from '@countersign/events';
import { describe, expect, it } from 'vitest';
import type { LogRecord, OutgoingRecord } from '../ports/event-log.ts';
import { topicNames } from '../topic-names.ts';
import { createLabelling, type LabelWish } from './labelling.ts';

const topics = topicNames();
const partitions = 3;
const example = exampleRecord('decision.made', { nowMs: Date.UTC(2026, 2, 1), id: 'd', accountId: 'ana' });
const decision = { ...example.data, accountId: 'ana' } as Decision;
const happenedMs = Date.parse(decision.eventTime);
const dayMs = 86_400_000;

/** A log in memory that holds one decision; `at` is the log's clock. */
function world() {
  const stored = new Map<string, LogRecord[]>();
  const of = (topic: string, partition: number): LogRecord[] => {
    const name = `${topic}/${partition}`;
    const list = stored.get(name) ?? [];
    stored.set(name, list);
    return list;
  };
  const append = ({ topic, key, value }: Pick<OutgoingRecord, 'topic' | 'key' | 'value'>): void => {
    const partition = partitionOf(key ?? new Uint8Array(), partitions);
    const list = of(topic, partition);
    list.push({ topic, partition, offset: list.length, timestampMs: happenedMs, key, value, headers: {} });
  };
  const value = encodeRecord('decision.made', {
    id: decision.id,
    source: 'countersign/scorer',
    subject: 'ana',
    time: decision.logTime,
    data: decision,
  });
  append({ topic: topics.decisions, key: Buffer.from('ana'), value });
  const label = createLabelling(
    {
      topics,
      publisher: { publish: async (records) => records.forEach(append) },
      reader: {
        partitionCount: async () => partitions,
        bounds: async (topic, partition) => ({ low: 0, high: of(topic, partition).length }),
        read: async (topic, partition, from, max) => of(topic, partition).slice(from, from + max),
        offsetAt: async (topic, partition, ms) =>
          of(topic, partition).filter(({ timestampMs }) => timestampMs < ms).length,
      },
    },
    { from: 'test' },
  );
  const labels = () =>
    [0, 1, 2].flatMap((partition) =>
      of(topics.labels, partition).map((record) => {
        const decoded = decodeRecord('label.recorded', record.value);
        return decoded.ok ? decoded.record.data : expect.fail(decoded.message);
      }),
    );
  return { label, labels };
}

const wish = (more: Partial<LabelWish> = {}): LabelWish => ({
  id: decision.eventId,
  label: 'fraud',
  source: 'analyst',
  knownAtMs: happenedMs + dayMs,
  ...more,
});

describe('a label', () => {
  it.each([
    ['event', decision.eventId],
    ['decision', decision.id],
    ['challenge', decision.challenge?.id ?? ''],
  ])('of the id of an %s carries the pseudonyms of the decision (DEL-21)', async (_, id) => {
    const { label, labels } = world();
    const answer = await label(wish({ id, note: 'called the owner', eventTimeMs: happenedMs }));
    expect(answer).toMatchObject({ result: 'recorded', accountId: 'ana', touches: 'account_and_entities' });
    expect(labels()).toMatchObject([
      { eventId: decision.eventId, accountId: 'ana', label: 'fraud', keys: decision.keys, note: 'called the owner' },
    ]);
  });

  it('said twice is recorded once', async () => {
    const { label, labels } = world();
    await label(wish());
    expect(await label(wish({ knownAtMs: happenedMs + 2 * dayMs }))).toMatchObject({
      result: 'repeated',
      before: { label: 'fraud', knownAtMs: happenedMs + dayMs },
    });
    expect(labels()).toHaveLength(1);
  });

  it('that contradicts an earlier one is recorded when it was known later, and not when it was known before', async () => {
    const { label, labels } = world();
    await label(wish());
    const earlier = wish({ label: 'legitimate', knownAtMs: happenedMs + dayMs / 2 });
    expect(await label(earlier)).toMatchObject({ result: 'outdated' });
    expect(await label(wish({ label: 'legitimate', knownAtMs: happenedMs + 3 * dayMs }))).toMatchObject({
      result: 'recorded',
      before: { label: 'fraud' },
    });
    expect(await label(wish({ knownAtMs: happenedMs + 4 * dayMs }))).toMatchObject({ result: 'recorded' });
    expect(labels().map((one) => one.label)).toEqual(['fraud', 'legitimate', 'fraud']);
    expect(new Set(labels().map(({ id }) => id)).size).toBe(3);
  });

  it('on an unknown event is refused, and with its account touches the account alone, however many years late', async () => {
    const { label, labels } = world();
    expect(await label(wish({ id: 'gone' }))).toEqual({ result: 'unknown_event' });
    const late = wish({ id: 'gone', accountId: 'ben', knownAtMs: happenedMs + 5 * 365 * dayMs });
    expect(await label(late)).toMatchObject({ result: 'recorded', touches: 'account', eventId: 'gone' });
    expect(labels()).toMatchObject([{ accountId: 'ben' }]);
    expect(labels()[0]).not.toHaveProperty('keys');
  });

  it('cannot have been known before its event, nor hold what no record may hold', async () => {
    const { label, labels } = world();
    const tooEarly = await label(wish({ knownAtMs: happenedMs - 1 }));
    expect(tooEarly).toEqual({ result: 'known_before_event', eventTimeMs: happenedMs });
    expect(await label(wish({ note: 'card 4111111111111111' }))).toMatchObject({ result: 'refused' });
    expect(labels()).toEqual([]);
  });
});
