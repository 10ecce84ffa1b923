import { describe, expect, it } from 'vitest';
import type { Outcome } from '../records/outcome.ts';
import { utf8Bytes, utf8Text } from '../utf8.ts';
import { decodeAnyRecord, decodeRecord, encodeRecord } from './record-codec.ts';

const outcome: Outcome = {
  id: '6f6d5b0e-2f0c-5f0b-9d3e-6c1f2a7d9b54',
  challengeId: '6f6d5b0e-2f0c-8f0b-9d3e-6c1f2a7d9b55',
  decisionId: '6f6d5b0e-2f0c-5f0b-9d3e-6c1f2a7d9b56',
  eventId: 'event-1',
  accountId: 'account-1',
  kind: 'verified',
  sendSeq: 1,
  at: '2026-03-01T09:31:00.000Z',
  expiresAt: '2026-03-01T09:40:00.000Z',
};
const content = {
  id: outcome.id,
  source: 'countersign/notifier',
  subject: 'account-1',
  time: outcome.at,
  data: outcome,
};

describe('records', () => {
  it('come back as they went, in the same bytes each time', () => {
    const bytes = encodeRecord('challenge.outcome', content);
    expect(decodeRecord('challenge.outcome', bytes)).toEqual({ ok: true, record: content });
    expect(encodeRecord('challenge.outcome', content)).toEqual(bytes);
    expect(utf8Text(bytes)).toMatch(/^\{"specversion":"1.0","id":"6f6d/);
  });

  it('are refused under another type, or with data that does not fit', () => {
    const bytes = encodeRecord('challenge.outcome', content);
    expect(decodeRecord('decision.made', bytes)).toMatchObject({ ok: false, code: 'unknown_type' });
    const bad = utf8Bytes((utf8Text(bytes) ?? '').replace('"verified"', '"approved"'));
    expect(decodeAnyRecord(bad)).toMatchObject({
      ok: false,
      code: 'invalid_data',
      message: expect.stringContaining('kind'),
    });
  });

  it('hold no text of several lines', () => {
    const bytes = encodeRecord('challenge.outcome', { ...content, data: { ...outcome, accountId: 'one\ntwo' } });
    expect(decodeRecord('challenge.outcome', bytes)).toMatchObject({ ok: false, code: 'unsafe_content' });
  });
});
