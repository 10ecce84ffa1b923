import { type DecodedEvent, readForward } from '@countersign/events';
import { type Policy, type VelocityDemand, entityUses, orderTime, velocityUses } from '@countersign/scoring';
import type { LogRecord } from '../ports/event-log.ts';
import type { EventItem } from './batch-item.ts';
import type { EventKeysOf } from './event-keys.ts';

/** A readable event with its times, marks, pseudonyms and entity sets. `nowMs`: whether it came too late to ask (DEL-13). `velocities`: those of a candidate too. */
export function eventItem(
  { event, traceparent }: DecodedEvent,
  record: LogRecord,
  keysOf: EventKeysOf,
  nowMs: number,
  policy: Policy,
  velocities: VelocityDemand | undefined = policy.velocities,
): EventItem {
  const forwardedMs = readForward(record.headers)?.logTimeMs;
  const logTimeMs = forwardedMs ?? record.timestampMs;
  const { timeMs, flags } = orderTime(event.time, logTimeMs);
  const isStale = nowMs - logTimeMs > policy.deadlineMs[event.type];
  const keys = keysOf(event);
  const uses = entityUses(event, keys, timeMs);
  return {
    kind: 'event',
    account: keys.account,
    event,
    keys,
    uses:
      velocities === undefined
        ? uses
        : [...uses, ...velocityUses(velocities, event, keys, logTimeMs, flags.includes('late'))],
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
