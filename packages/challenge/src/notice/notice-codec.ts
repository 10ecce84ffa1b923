import { byteReader } from '../state-codec/byte-reader.ts';
import { byteWriter } from '../state-codec/byte-writer.ts';
import { type NoticeState, noticeKinds, noticeStatuses } from './notice.ts';

const versions = [undefined, 1] as const;
const channels = ['email', 'sms'] as const;

/** A notice as bytes for a store: a version, then the fields in a fixed order. */
export function encodeNotice(state: NoticeState): Uint8Array {
  const writer = byteWriter();
  writer.number(1);
  writer.number(noticeKinds.indexOf(state.kind));
  writer.text(state.accountId);
  writer.number(channels.indexOf(state.channel));
  writer.number(state.raisedAtMs);
  writer.number(noticeStatuses.indexOf(state.status));
  writer.number(state.tries);
  writer.number(state.nextTryAtMs);
  writer.bytes(state.content);
  return writer.done();
}

/** Reads what `encodeNotice` wrote. Throws `CountersignError` `bad_state` on anything else. */
export function decodeNotice(bytes: Uint8Array): NoticeState {
  const reader = byteReader(bytes);
  reader.oneOf(versions);
  const state = {
    kind: reader.oneOf(noticeKinds),
    accountId: reader.text(),
    channel: reader.oneOf(channels),
    raisedAtMs: reader.number(),
    status: reader.oneOf(noticeStatuses),
    tries: reader.number(),
    nextTryAtMs: reader.number(),
    content: reader.bytes(),
  };
  reader.end();
  return state;
}
