import { isOwnLife } from '@countersign/challenge';
import { type Outcome, decodeRecord } from '@countersign/events';
import { createCaseLedger } from '../cases/case-ledger.ts';
import { caseOfUnasked } from '../cases/case-of-unasked.ts';
import { silentCaseObserver } from '../cases/case-ports.ts';
import type { OutgoingRecord } from '../ports/event-log.ts';
import type { ChallengeLedger } from './challenge-ledger.ts';
import type { NotifierPorts, NotifierSettings } from './notifier-ports.ts';

const signs = ['"kind":"undeliverable"', '"kind":"suppressed"'].map((text) => Buffer.from(text));

const mayBeHeld = ({ value }: OutgoingRecord): boolean =>
  value !== null && signs.some((sign) => Buffer.from(value.buffer, value.byteOffset, value.length).includes(sign));

/**
 * Opens a case for every act that waits although its customer could not be asked (CASE-01), before the outbox forgets the outcome: so a
 * crash loses none, and the id of the decision keeps it at one. Without a store of cases nothing is opened. Throws
 * `store_unavailable` when a store fails.
 */
export function createHoldUnasked(
  { cases, ...ports }: NotifierPorts,
  { topics }: Pick<NotifierSettings, 'topics'>,
  ledger: Pick<ChallengeLedger, 'glance'>,
): (record: OutgoingRecord) => Promise<void> {
  if (cases === undefined) return () => Promise.resolve();
  const caseLedger = createCaseLedger({ ...ports, cases }, { topics, observer: silentCaseObserver }, () => {});

  const hold = async (outcome: Outcome): Promise<void> => {
    const found = await ledger.glance(outcome.challengeId);
    const state = found.status === 'joined' ? await ledger.glance(found.to) : found;
    const held = isOwnLife(state) ? caseOfUnasked(outcome, state) : undefined;
    if (held !== undefined) await caseLedger.open(held);
  };
  return async (record) => {
    const read = mayBeHeld(record) ? decodeRecord('challenge.outcome', record.value) : undefined;
    if (read?.ok === true) await hold(read.record.data);
  };
}
