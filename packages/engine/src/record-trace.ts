import { isTraceparent, utf8Text } from '@countersign/events';
import type { OutgoingRecord } from './ports/event-log.ts';

/** The trace that a record belongs to: its `traceparent` header (W3C Trace Context); undefined without a readable one. */
export function traceparentOf({ headers = {} }: Pick<OutgoingRecord, 'headers'>): string | undefined {
  const header = headers['traceparent'];
  const text = header === undefined ? undefined : utf8Text(header);
  return text !== undefined && isTraceparent(text) ? text : undefined;
}
