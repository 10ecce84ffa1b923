import { CountersignError } from '@countersign/events';
import { deadLetterOf } from '../dead-letter-record.ts';
import type { LogRecord, OutgoingRecord } from '../ports/event-log.ts';
import type { ChallengeLedger } from './challenge-ledger.ts';
import type { NotifierPorts, NotifierSettings } from './notifier-ports.ts';
import { type ReadChallenge, readChallenge } from './read-records.ts';
import type { Refusal } from './take-in-contacts.ts';

const lostClaim = (): CountersignError =>
  new CountersignError('store_unavailable', 'A claim was lost before it was safe.', { retryable: true });

/**
 * Takes records of the notifier's topics in. Resolves when contacts are stored, every challenge is claimed durably
 * (claimed before is as good) and every unreadable record lies in the dead-letter topic: then offsets may be committed
 * (DEL-11, DEL-16). May be called again with the same records.
 */
export function createTakeIn(
  { publisher }: Pick<NotifierPorts, 'publisher'>,
  settings: Pick<NotifierSettings, 'topics' | 'observer'>,
  ledger: ChallengeLedger,
  claimChallenge: (read: ReadChallenge) => Promise<void>,
  takeContacts: (record: LogRecord) => Promise<Refusal | undefined>,
): (records: readonly LogRecord[]) => Promise<void> {
  const { topics, observer } = settings;
  const isContacts = ({ topic }: LogRecord): boolean => topic === topics.contacts;
  const refuse = (record: LogRecord, why: Refusal): OutgoingRecord => {
    observer.deadLetter(why.code, record.topic);
    return deadLetterOf(record, why.code, why.message, topics.deadLetters);
  };

  const take = async (record: LogRecord): Promise<OutgoingRecord | undefined> => {
    const refusal = await (isContacts(record) ? takeContacts : takeChallenge)(record);
    return refusal && refuse(record, refusal);
  };

  const takeChallenge = async (record: LogRecord): Promise<Refusal | undefined> => {
    const read = readChallenge(record);
    if (!read.ok) return read;
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
      for (const record of ofAccount) refusals.push(await take(record));
      return refusals;
    };
    // One account's records in their order: the newer act or contact takes the place of the older one, not the other way round.
    const ofContacts = await inGroups(records.filter(isContacts), inOrder);
    const ofChallenges = await inGroups(
      records.filter((record) => !isContacts(record)),
      inOrder,
    );
    const refusedOnes = [...ofContacts, ...ofChallenges].filter((letter) => letter !== undefined);
    if (refusedOnes.length > 0) await publisher.publish(refusedOnes);
  };
}

async function inGroups<Result>(
  records: readonly LogRecord[],
  work: (ofAccount: readonly LogRecord[]) => Promise<readonly Result[]>,
): Promise<readonly Result[]> {
  const byAccount = Map.groupBy(records, ({ key }) => (key === null ? '' : Buffer.from(key).toString('base64')));
  return (await Promise.all([...byAccount.values()].map(work))).flat();
}
