import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { decodeEvent } from '@countersign/events';
import { afterAll, describe, expect, it } from 'vitest';
import { limitAccounts } from './limit-accounts.ts';
import { readDataset } from './read-dataset.ts';
import { readLabelledEvents } from './read-labelled-events.ts';

const folder = mkdtempSync(join(tmpdir(), 'countersign-odd-files-'));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;
const fileOf = (content: string | Buffer): string => {
  const path = join(folder, `file-${(files += 1)}`);
  writeFileSync(path, content);
  return path;
};

const head = ['datetime', 'source_ip', 'username', 'success', 'failure_reason', 'is_attack'];
const login = ['2018-01-01 00:05:32.988', '223.178.55.3', 'djones', 'True', '', '1'];
const table = (rows: readonly (readonly string[])[]): string => rows.map((row) => row.join(',')).join('\n');
const plain = table([head, login]);
const wanted = { accountId: 'djones', timeMs: Date.UTC(2018, 0, 1, 0, 5, 32, 988), label: 'fraud' };

describe('a published table', () => {
  it.each([
    ['with CRLF and a byte order mark', `\ufeff${plain.replaceAll('\n', '\r\n')}\r\n`],
    ['packed, whatever its name', gzipSync(plain)],
    [
      'with other columns, in another order',
      table([
        ['zip', ...head.toReversed()],
        ['1', ...login.toReversed()],
      ]),
    ],
    [
      'with flags as 1, and a time as RFC 3339',
      table([head, ['2018-01-01T00:05:32.988Z', ...login.slice(1)].with(3, '1')]),
    ],
    ['with flags in small letters', table([head, login.with(3, 'true').with(5, 'true')])],
    ['without an address', table([head, login.with(1, '')])],
  ])('is read %s', async (_, content) => {
    const read = await readDataset('logins', fileOf(content));
    expect(read).toMatchObject([wanted]);
    const [{ value } = { value: Buffer.alloc(0) }] = read;
    expect(decodeEvent({ key: Buffer.from('djones'), value: Buffer.from(value), headers: {} })).toMatchObject({
      ok: true,
    });
  });

  it.each([
    ['a flag that says neither', login.with(3, 'maybe'), 'row 2: its success is "maybe"; allowed: True or False.'],
    ['a time that is none', login.with(0, '2018-01-01 25:61:00'), 'row 2: it has no time that can be read.'],
    ['nobody’s row', login.with(2, ''), 'row 2: it names no account.'],
    ['a row that is too short', login.slice(0, 2), 'cannot be read as CSV: Invalid Record Length'],
  ])('is refused for %s, by its row', async (_, row, sentence) => {
    await expect(readDataset('logins', fileOf(table([head, login, row])))).rejects.toThrow(sentence);
  });

  it('may lack a merchant’s place, and must tell the amount', async () => {
    const columns = ['unix_time', 'cc_num', 'merchant', 'category', 'amt', 'merch_lat', 'merch_long', 'is_fraud'];
    const purchase = ['1672531200', '4613314721966', 'fraud_Rutherford', 'grocery_pos', '12.5', '', '', '0'];
    const read = await readDataset('card-purchases', fileOf(table([columns, purchase])));
    const value = Buffer.from(read[0]?.value ?? '');
    expect(JSON.parse(value.toString()).data.merchant).toEqual({
      id: 'rutherford',
      name: 'Rutherford',
      category: 'grocery_pos',
    });
    const free = fileOf(table([columns, purchase.with(4, '')]));
    await expect(readDataset('card-purchases', free)).rejects.toThrow('row 1: its amt is ""; allowed: a number');
  });
});

const event = (id: string, subject: string, data: object) => ({
  specversion: '1.0',
  id,
  source: 'shop/x',
  type: 'login.succeeded',
  subject,
  time: '2026-01-05T00:00:00Z',
  data,
});
const label = (eventId: string) => ({
  ...event(`label-${eventId}`, 'a', {
    id: `label-${eventId}`,
    eventId,
    accountId: 'a',
    label: 'fraud',
    source: 'chargeback',
    knownAt: '2026-02-01T00:00:00Z',
  }),
  type: 'label.recorded',
});
const lines = (list: readonly object[]): string => list.map((one) => `${JSON.stringify(one)}\r\n`).join('');

describe('events of the topic', () => {
  it('may say nothing of how and from where an act was tried', async () => {
    const { events } = await readLabelledEvents(fileOf(lines([event('e1', 'a', { method: 'password' })])), fileOf(''));
    const [{ value } = { value: Buffer.alloc(0) }] = [...events];
    expect(decodeEvent({ key: Buffer.from('a'), value: Buffer.from(value), headers: {} })).toMatchObject({
      ok: true,
      event: { data: { context: {}, method: 'password' } },
    });
  });

  it('may lack what labels are about, which is said', async () => {
    const labels = fileOf(lines(['e1', 'gone', 'lost'].map(label)));
    const { events, remarks } = await readLabelledEvents(fileOf(lines([event('e1', 'a', { context: {} })])), labels);
    expect([...events]).toMatchObject([{ id: 'e1', label: 'fraud' }]);
    expect(remarks).toEqual([`${labels}: 2 labels are about events that are not among these; nothing is made of it.`]);
  });

  it('can be limited to some accounts, whole', async () => {
    const all = ['a', 'b', 'a', 'c', 'b'].map((subject, at) => event(`e${at}`, subject, { context: {} }));
    const { events } = await readLabelledEvents(fileOf(lines(all)), fileOf(''));
    const some = limitAccounts(events, 2);
    expect([...some].map(({ accountId }) => accountId)).toEqual(['a', 'b', 'a', 'b']);
    expect(some.length).toBe(4);
  });
});
