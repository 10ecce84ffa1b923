import { describe, expect, it } from 'vitest';
import { decodeRecord, encodeRecord } from './envelope/record-codec.ts';
import { exampleRecord, recordTypeNames } from './example-record.ts';
import { utf8Text } from './utf8.ts';

const options = { nowMs: Date.UTC(2026, 2, 1, 9, 30), id: 'example-1', accountId: 'account-1' };

describe('example records', () => {
  it.each(recordTypeNames)('%s comes back as it went, and is the golden one', async (type) => {
    const record = exampleRecord(type, options);
    const bytes = encodeRecord(type, record);
    expect(decodeRecord(type, bytes)).toEqual({ ok: true, record });
    const text = JSON.stringify(JSON.parse(utf8Text(bytes) ?? ''), null, 2);
    await expect(`${text}\n`).toMatchFileSnapshot(`../examples/${type}.golden.json`);
  });
});
