import type { LogReader, LogRecord, OutgoingRecord, ScorerObserver, TopicNames } from '@countersign/engine';
import { silentObserver } from '@countersign/engine';
import { decodeRecord, exampleEvent, partitionOf, readDeadLetter } from '@countersign/events';
import { badInputRows, type GoodEvent, json } from './bad-input-rows.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

/** A scorer at work, and its log from outside. */
export interface ScorerAtWork {
  readonly topics: TopicNames;
  readonly partitions: number;
  readonly reader: LogReader;
  /** As any producer may write: any bytes, any partition. */
  write(record: OutgoingRecord): Promise<void>;
  close(): Promise<void>;
}

/** One test a row: the bad record goes where it belongs, is counted and named, and the next event is decided. */
export function badInputTests(open: (observer: ScorerObserver) => Promise<ScorerAtWork>): void {
  const told: string[] = [];
  const decided = new Map<string, readonly string[]>();
  const observer: ScorerObserver = {
    ...silentObserver,
    decided(_type, _action, read) {
      const { eventId, flags } = read();
      decided.set(eventId, flags);
    },
    duplicate: () => void told.push('duplicate'),
    deadLetter: (code, { topic, partition, offset }) => void told.push(`${code} ${topic}/${partition}/${offset}`),
    forwarded: (source) => void told.push(`forwarded ${source}`),
  };
  let work: ScorerAtWork;
  beforeAll(async () => void (work = await open(observer)));
  afterAll(() => work.close());

  const goodEvent = (account: string, id: string): GoodEvent =>
    exampleEvent('login.succeeded', { nowMs: Date.now(), id, accountId: account });
  const send = async (
    account: string,
    over: Partial<OutgoingRecord> & { readonly value: Uint8Array },
  ): Promise<LogRecord> => {
    const home = partitionOf(account, work.partitions);
    const elsewhere = (home + 1) % work.partitions;
    const partition = over.partition === -1 ? elsewhere : home;
    const record = { topic: work.topics.events, key: Buffer.from(account), headers: {}, ...over, partition };
    const { high } = await work.reader.bounds(work.topics.events, partition);
    await work.write(record);
    return { ...record, offset: high, timestampMs: 0 };
  };
  const all = async (topic: string): Promise<readonly LogRecord[]> => {
    const found: LogRecord[] = [];
    for (let partition = 0; partition < work.partitions; partition += 1) {
      const { high } = await work.reader.bounds(topic, partition);
      for (let at = 0; at < high; at = (found.at(-1)?.offset ?? high) + 1) {
        const some = await work.reader.read(topic, partition, at, 100);
        if (some.length === 0) break;
        found.push(...some);
      }
    }
    return found;
  };
  const until = async (isDone: () => boolean | Promise<boolean>): Promise<void> => {
    for (let tries = 0; !(await isDone()); tries += 1) {
      if (tries > 1_000) throw new Error(`still waiting; told: ${told.join(', ')}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const decisionsOf = async (eventId: string): Promise<number> => {
    const records = (await all(work.topics.decisions)).map(({ value }) => decodeRecord('decision.made', value));
    return records.filter((one) => one.ok && one.record.data.eventId === eventId).length;
  };
  /** The next event of the same account is decided, exactly once. */
  const goesOn = async (account: string): Promise<void> => {
    const id = `${account}-next`;
    await send(account, { value: json(goodEvent(account, id)) });
    await until(async () => (await decisionsOf(id)) > 0);
    expect(await decisionsOf(id)).toBe(1);
  };

  test.each(badInputRows.map((row, at) => ({ ...row, account: `account-${at}` })))(
    '$what',
    async ({ bad, fate, account }) => {
      told.length = 0;
      const id = `${account}-bad`;
      const sent = await send(account, bad(goodEvent(account, id)));
      await goesOn(account);
      if ('flags' in fate) {
        await until(() => decided.has(id));
        expect(decided.get(id)).toEqual(fate.flags);
        expect(told).toEqual(fate.flags.includes('forwarded') ? ['forwarded example-shop/checkout'] : []);
        return;
      }
      const place = `${sent.topic}/${sent.partition}/${sent.offset}`;
      expect(told).toEqual([`${fate.letter} ${place}`]);
      const letter = (await all(work.topics.deadLetters)).find(({ headers }) => readDeadLetter(headers).id === place);
      expect(Buffer.from(letter?.value ?? []).equals(Buffer.from(sent.value ?? []))).toBe(true);
      expect(Buffer.from(letter?.key ?? []).toString()).toBe(account);
      const why = readDeadLetter(letter?.headers ?? {});
      expect(why).toMatchObject({ code: fate.letter, message: expect.stringMatching(/^\S.{10,254}[.?]$/) });
      expect(why.message).not.toMatch(/4111|account-\d/);
      expect(decided.has(id)).toBe(false);
    },
  );

  test('the same event again (DEL-08)', async () => {
    told.length = 0;
    const value = json(goodEvent('twice', 'twice-first'));
    await send('twice', { value });
    await send('twice', { value });
    await goesOn('twice');
    expect(told).toEqual(['duplicate']);
    expect(await decisionsOf('twice-first')).toBe(1);
  });

  test('2 MB', async () => {
    told.length = 0;
    const sent = await send('large', {
      value: Buffer.from(Array.from({ length: 2_000_000 }, (_, at) => 32 + ((at * 7919) % 90))),
    });
    await goesOn('large');
    const place = `${sent.topic}/${sent.partition}/${sent.offset}`;
    expect(told).toEqual([`too_large ${place}`]);
    const letter = (await all(work.topics.deadLetters)).find(({ headers }) => readDeadLetter(headers).id === place);
    expect(Buffer.from(letter?.headers['countersign-original-bytes'] ?? []).toString()).toBe('2000000');
    expect(letter?.value?.length).toBe(64 * 1024);
  });
}
