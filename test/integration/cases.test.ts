import { randomBytes } from 'node:crypto';
import { openEmbedded } from '@countersign/embedded';
import {
  type CaseStore,
  type Cases,
  type Ended,
  type LogRecord,
  type OutgoingRecord,
  createCases,
  hasValidSignature,
  silentCaseObserver,
} from '@countersign/engine';
import {
  type Decision,
  type Label,
  type Resolution,
  decodeRecord,
  encodeRecord,
  exampleRecord,
  resolutionId,
} from '@countersign/events';
import { describeWithService, memoryChallengeStore, redisService } from '@countersign/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { temporaryFolder, wallClock } from './embedded-fixture.ts';
import { mac, topics, traceparent } from './notifier-records.ts';
import { openFresh, patient } from './redis-fixture.ts';
import { virtualTime } from './virtual-time.ts';

const hourMs = 3_600_000;
/** Redis forgets by its own clock: the cases must not be old. */
const startMs = Math.floor(Date.now() / 1_000) * 1_000;

interface OpenStore {
  readonly store: CaseStore;
  close(): Promise<void>;
}

/** The record of a decision that holds a purchase for a day, unless told otherwise. */
function decisionRecord(eventId: string, over: Partial<Decision> = {}): LogRecord {
  const content = exampleRecord('decision.made', { id: eventId, accountId: 'mara', nowMs: startMs });
  const { challenge: _, ...made } = content.data;
  const dueAt = new Date(startMs + 24 * hourMs).toISOString();
  const data: Decision = { ...made, action: 'hold', case: { dueAt, atDeadline: 'denied' }, ...over };
  return recordOf(encodeRecord('decision.made', { ...content, data }));
}

const recordOf = (value: Uint8Array): LogRecord => ({
  topic: topics.decisions,
  partition: 0,
  offset: 0,
  timestampMs: startMs,
  key: Buffer.from('mara'),
  value,
  headers: { traceparent: Buffer.from(traceparent) },
});

const idOf = (eventId: string): string =>
  exampleRecord('decision.made', { id: eventId, accountId: 'mara', nowMs: startMs }).data.id;

/** What the log took, decoded; every resolution with a valid signature (DEL-17). */
function readBack(published: readonly OutgoingRecord[]): {
  readonly resolutions: readonly Resolution[];
  readonly labels: readonly Label[];
} {
  const resolutions = published
    .filter(({ topic }) => topic === topics.decisions)
    .map(({ value, headers = {}, key }) => {
      const read = decodeRecord('decision.resolved', value);
      if (!read.ok) throw new Error(read.message);
      expect(hasValidSignature({ value, headers }, read.record, mac)).toBe(true);
      expect([key, headers['traceparent']].map(String)).toEqual(['mara', traceparent]);
      return read.record.data;
    });
  const labels = published
    .filter(({ topic }) => topic === topics.labels)
    .map(({ value }) => {
      const read = decodeRecord('label.recorded', value);
      if (!read.ok) throw new Error(read.message);
      return read.record.data;
    });
  return { resolutions, labels };
}

/** CASE-01 on one kind of store. */
function caseTests(name: string, open: () => Promise<OpenStore>): void {
  describe(`cases on ${name}`, () => {
    let opened: OpenStore;
    let published: OutgoingRecord[];
    let isLogBroken: boolean;
    let time: ReturnType<typeof virtualTime>;
    beforeEach(async () => {
      opened = await open();
      published = [];
      isLogBroken = false;
      time = virtualTime(startMs);
    });
    afterEach(() => opened.close());

    const worker = (store: CaseStore = opened.store): Cases =>
      createCases(
        {
          cases: store,
          publisher: {
            publish(records) {
              if (isLogBroken) return Promise.reject(new Error('no broker'));
              published.push(...records);
              return Promise.resolve();
            },
          },
          clock: time.clock,
          randomness: { bytes: (length) => randomBytes(length) },
          mac,
        },
        { topics, observer: silentCaseObserver },
      );
    const waitingIds = async (cases: Cases) => (await cases.waiting(50)).map(({ decisionId }) => decisionId);
    const release = { resolution: 'released', by: 'analyst', note: 'She called.', label: 'legitimate' } as const;
    const deny = { resolution: 'denied', by: 'api' } as const;

    test('a hold opens one case, however often its record comes; what nobody is asked about opens none', async () => {
      const cases = worker();
      const allowed = decisionRecord('allowed', { action: 'allow', case: undefined });
      await cases.handle([decisionRecord('a'), decisionRecord('a'), allowed]);
      await worker().handle([decisionRecord('a')]);
      expect(await waitingIds(cases)).toEqual([idOf('a')]);
      expect(await cases.show(idOf('a'))).toMatchObject({ accountId: 'mara', action: 'hold', atDeadline: 'denied' });
      expect(await cases.show(idOf('allowed'))).toBeUndefined();
    });

    test('a release writes one resolution and the label that goes with it; the case waits no longer', async () => {
      const cases = worker();
      await cases.handle([decisionRecord('a')]);
      expect((await cases.resolve(idOf('a'), release)).result).toBe('resolved');
      await cases.sweepOutbox();
      await cases.sweepOutbox();
      const { resolutions, labels } = readBack(published);
      const at = new Date(startMs).toISOString();
      expect(resolutions).toEqual([
        {
          id: resolutionId(idOf('a')),
          decisionId: idOf('a'),
          eventId: 'a',
          accountId: 'mara',
          resolution: 'released',
          by: 'analyst',
          note: 'She called.',
          at,
        },
      ]);
      expect(labels).toMatchObject([{ eventId: 'a', label: 'legitimate', source: 'analyst', knownAt: at }]);
      expect(labels[0]?.keys).toEqual(
        exampleRecord('decision.made', { id: 'a', accountId: 'mara', nowMs: startMs }).data.keys,
      );
      expect(await waitingIds(cases)).toEqual([]);
      await time.advance(25 * hourMs);
      expect(await cases.endOverdue()).toBe(0);
    });

    test('a denial labels nothing unless it was said', async () => {
      const cases = worker();
      await cases.handle([decisionRecord('a'), decisionRecord('b')]);
      await cases.resolve(idOf('a'), deny);
      await cases.resolve(idOf('b'), { ...deny, label: 'fraud' });
      await cases.sweepOutbox();
      expect(readBack(published).labels).toMatchObject([{ eventId: 'b', label: 'fraud', source: 'support' }]);
    });

    test('of a release and a denial at once one wins, and the other is told', async () => {
      const [one, other] = [worker(), worker()];
      const ids = Array.from({ length: 8 }, (_, at) => `event-${at}`);
      await one.handle(ids.map((id) => decisionRecord(id)));
      const ends = await Promise.all(
        ids.flatMap((id) => [one.resolve(idOf(id), release), other.resolve(idOf(id), deny)]),
      );
      const resultsOf = (ended: Ended) => [
        ended.result,
        ended.result === 'unknown' ? '' : ended.held.resolution?.resolution,
      ];
      ids.forEach((_, at) => {
        const pair = ends.slice(at * 2, at * 2 + 2).map(resultsOf);
        expect(new Set(pair.map(([result]) => result))).toEqual(new Set(['already_resolved', 'resolved']));
        expect(pair[0]?.[1], 'both name the same end').toBe(pair[1]?.[1]);
      });
      await one.sweepOutbox();
      const { resolutions } = readBack(published);
      expect(resolutions.map(({ eventId }) => eventId).toSorted()).toEqual(ids.toSorted());
    });

    test('at the deadline, and not before, the policy’s default applies: once, whoever looks', async () => {
      const [one, other] = [worker(), worker()];
      const dueAt = new Date(startMs + hourMs).toISOString();
      const lenient = decisionRecord('lenient', { case: { dueAt, atDeadline: 'released' } });
      const seen = decisionRecord('seen', { action: 'allow', review: true, case: { dueAt, atDeadline: 'released' } });
      await one.handle([decisionRecord('strict'), lenient, seen]);
      await time.advance(hourMs - 1);
      expect(await one.endOverdue()).toBe(0);
      await time.advance(1);
      await Promise.all([one.endOverdue(), other.endOverdue()]);
      await time.advance(23 * hourMs);
      await Promise.all([one.endOverdue(), other.endOverdue()]);
      await Promise.all([one.sweepOutbox(), other.sweepOutbox()]);
      const { resolutions, labels } = readBack(published);
      expect(Object.fromEntries(resolutions.map(({ eventId, resolution }) => [eventId, resolution]))).toEqual({
        lenient: 'released',
        seen: 'released',
        strict: 'denied',
      });
      expect(resolutions.map(({ by }) => by)).toEqual(['deadline', 'deadline', 'deadline']);
      expect([resolutions.length, labels.length]).toEqual([3, 0]);
      expect(await waitingIds(one)).toEqual([]);
    });

    test('a hold of a release that said no deadline waits a day, and is denied', async () => {
      const cases = worker();
      await cases.handle([decisionRecord('old', { case: undefined })]);
      await time.advance(24 * hourMs + 40);
      await cases.endOverdue();
      expect((await cases.show(idOf('old')))?.resolution).toMatchObject({ resolution: 'denied', by: 'deadline' });
    });

    test('who died over a deadline, or before publishing, leaves it to the next: the same bytes, nothing twice', async () => {
      const dying = worker({
        ...opened.store,
        transition: () => Promise.reject(new Error('the process was killed')),
      });
      const next = worker();
      await next.handle([decisionRecord('a')]);
      await time.advance(25 * hourMs);
      await dying.endOverdue();
      expect(await next.endOverdue(), 'leased to the dead').toBe(0);
      await time.advance(20_000);
      expect(await next.endOverdue()).toBe(1);
      isLogBroken = true;
      await expect(next.sweepOutbox()).rejects.toThrow('no broker');
      isLogBroken = false;
      await time.advance(20_000);
      await worker().sweepOutbox();
      expect(readBack(published).resolutions).toMatchObject([{ resolution: 'denied', by: 'deadline' }]);
    });

    test('an unknown case is unknown, and an unreadable decision goes to the dead letters', async () => {
      const cases = worker();
      expect(await cases.resolve(idOf('nobody'), release)).toEqual({ result: 'unknown' });
      const resolved = exampleRecord('decision.resolved', { id: 'a', accountId: 'mara', nowMs: startMs });
      const note = 'said "action":"hold" on the phone';
      const odd = recordOf(encodeRecord('decision.resolved', { ...resolved, data: { ...resolved.data, note } }));
      await cases.handle([odd, recordOf(Buffer.from('{"action":"hold"')), recordOf(Buffer.from('{}'))]);
      expect(published.map(({ topic }) => topic)).toEqual([topics.deadLetters]);
    });
  });
}

caseTests('memory', () => Promise.resolve({ store: memoryChallengeStore(), close: () => Promise.resolve() }));

caseTests('a local folder', () => {
  const folder = temporaryFolder();
  const embedded = openEmbedded(folder.path, { clock: wallClock });
  const close = async (): Promise<void> => {
    await embedded.close();
    folder.remove();
  };
  return Promise.resolve({ store: embedded.cases, close });
});

await describeWithService('redis', 'cases', redisService, (redis) => {
  caseTests('Redis', () => {
    const { cases, close } = openFresh([redis.url], patient);
    return Promise.resolve({ store: cases, close });
  });
});
