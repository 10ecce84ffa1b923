import { decodeRecord } from '@countersign/events';
import type { LogRecord } from '../ports/event-log.ts';
import type { Erased, Erasure } from './erase-account.ts';

const sign = Buffer.from('"eventType":"account.erased"');

/**
 * For records of `risk.decisions`: the scorer's decision on `account.erased` is what tells the notifier. Resolves when every
 * account that is to be forgotten is. Records that cannot be read are left to the reader of cases, which has the same topic.
 */
export function createTakeInErasures(
  erase: (erasure: Erasure) => Promise<Erased>,
): (records: readonly LogRecord[]) => Promise<void> {
  return async (records) => {
    for (const { value } of records) {
      if (value === null || !Buffer.from(value.buffer, value.byteOffset, value.length).includes(sign)) continue;
      const read = decodeRecord('decision.made', value);
      if (!read.ok || read.record.data.eventType !== 'account.erased') continue;
      await erase({ decisionId: read.record.data.id, accountId: read.record.data.accountId });
    }
  };
}
