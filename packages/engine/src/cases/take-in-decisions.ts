import { decodeRecord } from '@countersign/events';
import { deadLetterOf } from '../dead-letter-record.ts';
import type { LogRecord, OutgoingRecord } from '../ports/event-log.ts';
import { traceparentOf } from '../record-trace.ts';
import type { CaseLedger } from './case-ledger.ts';
import type { CasePorts, CaseSettings } from './case-ports.ts';
import { caseOfDecision } from './held-case.ts';

/** Most decisions hold nothing: only one that may have a case is decoded. */
const signs = ['"case":{', '"action":"hold"'].map((text) => Buffer.from(text));

const mayHaveCase = ({ value }: LogRecord): boolean =>
  value !== null && signs.some((sign) => Buffer.from(value.buffer, value.byteOffset, value.length).includes(sign));

/**
 * Takes records of `risk.decisions` in. Resolves when every case that they open is durable (opened before is as good):
 * then offsets may be committed. May be called again with the same records.
 */
export function createTakeInDecisions(
  { publisher }: Pick<CasePorts, 'publisher'>,
  { topics, observer, tellHeld = () => Promise.resolve() }: CaseSettings,
  ledger: CaseLedger,
): (records: readonly LogRecord[]) => Promise<void> {
  const take = async (record: LogRecord): Promise<OutgoingRecord | undefined> => {
    const read = decodeRecord('decision.made', record.value);
    if (!read.ok) {
      if (decodeRecord('decision.resolved', record.value).ok) return undefined;
      observer.deadLetter(read.code, record.topic);
      return deadLetterOf(record, read.code, read.message, topics.deadLetters);
    }
    const held = caseOfDecision(read.record.data, traceparentOf(record));
    await tellHeld(read.record.data);
    if (held !== undefined && (await ledger.open(held)) === 'opened') observer.opened(held.eventType);
    return undefined;
  };
  return async (records) => {
    const refused = (await Promise.all(records.filter(mayHaveCase).map(take))).filter((one) => one !== undefined);
    if (refused.length > 0) await publisher.publish(refused);
  };
}
