import type { LabelledEvent } from './labelled-event.ts';

/** One row of a table by the names in its head. */
export type Row = Readonly<Record<string, string>>;

/** A row as an event of one account; `type` and `data` as in the event schemas. */
export function eventOfRow(
  id: string,
  source: string,
  accountId: string,
  timeMs: number,
  act: { readonly type: string; readonly data: object },
  isFraud: boolean,
): LabelledEvent {
  const { type, data } = act;
  const time = new Date(timeMs).toISOString();
  const event = { specversion: '1.0', id, source, type, subject: accountId, time, datacontenttype: 'application/json' };
  const value = Buffer.from(JSON.stringify({ ...event, data }));
  return { id, accountId, timeMs, value, label: isFraud ? 'fraud' : 'legitimate', knownAtMs: undefined };
}
