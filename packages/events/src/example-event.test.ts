import { describe, expect, it } from 'vitest';
import { decodeEvent } from './envelope/decode-event.ts';
import { eventTypeNames, exampleEvent } from './example-event.ts';
import { utf8Bytes } from './utf8.ts';

const options = { nowMs: Date.UTC(2026, 2, 1, 9, 30), id: 'example-1', accountId: 'account-1' };

describe('example events', () => {
  it.each(eventTypeNames)('%s is valid, without a field that nobody knows, and is the golden one', async (type) => {
    const event = exampleEvent(type, options);
    const decoded = decodeEvent({ key: utf8Bytes('account-1'), value: utf8Bytes(JSON.stringify(event)), headers: {} });
    expect(decoded).toMatchObject({ ok: true, unknownFields: 0, event: { type, data: event.data } });
    await expect(`${JSON.stringify(event, null, 2)}\n`).toMatchFileSnapshot(`../examples/${type}.golden.json`);
  });
});
