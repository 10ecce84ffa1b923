import { CountersignError, type DeadLetterCode } from '@countersign/events';
import { deadLetterOf } from '../dead-letter-record.ts';
import type { LogRecord, OutgoingRecord } from '../ports/event-log.ts';
import type { AccountBudgets } from './account-budgets.ts';
import type { ChallengeLedger } from './challenge-ledger.ts';
import { createClaimChallenge } from './claim-challenge.ts';
import type { ContactBook } from './contact-book.ts';
import type { NotifierPorts, NotifierSettings } from './notifier-ports.ts';
import type { SharedBudgets } from './shared-budgets.ts';
import { type ReadChallenge, readChallenge, readContacts } from './read-records.ts';

const lostClaim = (): CountersignError =>
  new CountersignError('store_unavailable', 'A claim was lost before it was safe.', { retryable: true });

/**
 * Takes records of the notifier's topics in. Resolves when contacts are stored, every challenge is claimed durably
 * (claimed before is as good) and every unreadable record lies in the dead-letter topic: then offsets may be committed
 * (DEL-11, DEL-16). May be called again with the same records.
 */
export function createTakeIn(
  ports: Pick<NotifierPorts, 'randomness' | 'mac' | 'publisher'>,
  settings: Pick<NotifierSettings, 'topics' | 'observer'>,
  ledger: ChallengeLedger,
  budgets: AccountBudgets,
  shared: SharedBudgets,
  book: ContactBook,
): (records: readonly LogRecord[]) => Promise<void> {
  const claimChallenge = createClaimChallenge(ports, settings, ledger, budgets, shared);
  const { topics, observer } = settings;
  const { publisher } = ports;
  const refuse = (
    record: LogRecord,
    why: { readonly code: DeadLetterCode; readonly message: string },
  ): OutgoingRecord => {
    observer.deadLetter(why.code, record.topic);
    return deadLetterOf(record, why.code, why.message, topics.deadLetters);
  };

  const takeContacts = async (record: LogRecord): Promise<OutgoingRecord | undefined> => {
    const read = readContacts(record);
    if (!read.ok) return refuse(record, read);
    await book.remember(read.accountId, read.contacts, record.offset);
    return undefined;
  };

  const takeChallenge = async (record: LogRecord): Promise<OutgoingRecord | undefined> => {
    const read = readChallenge(record);
    if (!read.ok) return refuse(record, read);
    await claim(read);
    return undefined;
  };

  const claim = async (read: ReadChallenge): Promise<void> => {
    try {
      await claimChallenge(read);
    } catch (error) {
      if (!(error instanceof CountersignError) || error.code !== 'bad_state') throw error;
      // Claimed it is, if by a release that we cannot read; reading the record again would not change that.
      if (!(await ledger.isClaimed(read.challenge.id))) throw lostClaim();
      observer.failed('take_in', error);
    }
  };

  return async (records) => {
    const inOrder = async (ofAccount: readonly LogRecord[]): Promise<readonly (OutgoingRecord | undefined)[]> => {
      const refusals: (OutgoingRecord | undefined)[] = [];
      for (const record of ofAccount) refusals.push(await takeChallenge(record));
      return refusals;
    };
    const isContacts = ({ topic }: LogRecord): boolean => topic === topics.contacts;
    const ofContacts = await Promise.all(records.filter(isContacts).map(takeContacts));
    // One account's challenges in their order: the newer act takes the place of the older one, not the other way round.
    const byAccount = Map.groupBy(
      records.filter((record) => !isContacts(record)),
      ({ key }) => (key === null ? '' : Buffer.from(key).toString('base64')),
    );
    const ofChallenges = await Promise.all([...byAccount.values()].map(inOrder));
    const refusedOnes = [...ofContacts, ...ofChallenges.flat()].filter((letter) => letter !== undefined);
    if (refusedOnes.length > 0) await publisher.publish(refusedOnes);
  };
}
