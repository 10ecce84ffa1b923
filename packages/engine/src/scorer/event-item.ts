import { type DecodedEvent, readForward } from '@countersign/events';
import { type Policy, entityUses, orderTime } from '@countersign/scoring';
import type { LogRecord } from '../ports/event-log.ts';
import type { EventItem } from './batch-item.ts';
import type { EventKeysOf } from './event-keys.ts';

/** A readable event with its times, marks, pseudonyms and entity sets. `nowMs`: whether it came too late to ask (DEL-13). */
export function eventItem(
  { event, traceparent }: DecodedEvent,
  record: LogRecord,
  keysOf: EventKeysOf,
  nowMs: number,
  policy: Policy,
): EventItem {
  const forwardedMs = readForward(record.headers)?.logTimeMs;
  const logTimeMs = forwardedMs ?? record.timestampMs;
  const { timeMs, flags } = orderTime(event.time, logTimeMs);
  const isStale = nowMs - logTimeMs > policy.deadlineMs[event.type];
  const keys = keysOf(event);
  return {
    kind: 'event',
    account: keys.account,
    event,
    keys,
    uses: entityUses(event, keys, timeMs),
    offset: record.offset,
    logTimeMs,
    timeMs,
    flags: isStale || forwardedMs ? withMarks(flags, isStale, forwardedMs !== undefined) : flags,
    traceparent,
  };
}

const withMarks = (flags: EventItem['flags'], isStale: boolean, isForwarded: boolean): EventItem['flags'] => [
  ...flags,
  ...(isStale ? (['stale'] as const) : []),
  ...(isForwarded ? (['forwarded'] as const) : []),
];
