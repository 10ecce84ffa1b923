import type { LabelledEvent } from './labelled-event.ts';

/** One row of a table by the names in its head. */
export type Row = Readonly<Record<string, string>>;

/** A row as an event, or one sentence about what is wrong with it. */
export type ReadRow =
  | { readonly ok: true; readonly event: LabelledEvent }
  | { readonly ok: false; readonly problem: string };

/** A row that cannot be read, for example `its success is "maybe"; allowed: True or False`. */
export const badRow = (problem: string): ReadRow => ({ ok: false, problem });

const flags: Readonly<Record<string, boolean>> = { true: true, false: false, '1': true, '0': false };

/** Whether a column says yes or no, however the table's writer spelt it: `True`, `true`, `1`; undefined where it says neither. */
export const flagOf = (text: string | undefined): boolean | undefined => flags[(text ?? '').trim().toLowerCase()];

/** A row as an event of one account; `type` and `data` as in the event schemas. */
export function eventOfRow(
  id: string,
  source: string,
  accountId: string,
  timeMs: number,
  act: { readonly type: string; readonly data: object },
  isFraud: boolean,
): ReadRow {
  if (accountId === '') return badRow('it names no account');
  if (Number.isNaN(timeMs)) return badRow('it has no time that can be read');
  const { type, data } = act;
  const time = new Date(timeMs).toISOString();
  const event = { specversion: '1.0', id, source, type, subject: accountId, time, datacontenttype: 'application/json' };
  const value = Buffer.from(JSON.stringify({ ...event, data }));
  const label = isFraud ? 'fraud' : 'legitimate';
  return { ok: true, event: { id, accountId, timeMs, value, label, knownAtMs: undefined } };
}
