import { type NoticeKind, isOwnLife, recoveryCodeReason } from '@countersign/challenge';
import { type Outcome, decodeRecord } from '@countersign/events';
import type { OutgoingRecord } from '../ports/event-log.ts';
import type { ChallengeLedger } from './challenge-ledger.ts';
import type { Notices } from './notices.ts';
import type { RememberedBrowsers } from './remembered-browsers.ts';

/** Few outcomes are told to the customer: only one that may be is decoded. */
const signs = ['"kind":"reported"', '"newPlace":true', `"reason":"${recoveryCodeReason}"`].map((text) =>
  Buffer.from(text),
);

const mayBeTold = ({ value }: OutgoingRecord): boolean =>
  value !== null && signs.some((sign) => Buffer.from(value.buffer, value.byteOffset, value.length).includes(sign));

/**
 * Tells customers of outcomes, before the outbox forgets them: of a report at all their contacts (OTP-34), when no browser is remembered any
 * more (OTP-40); of a recovery code that was used at all of them (OTP-20); of a verified or failed step-up from a new place once (OTP-38). So
 * a crash loses no notice; the id of the outcome keeps it at one. Throws `store_unavailable` when a store fails.
 */
export function createTellOutcomes(
  ledger: Pick<ChallengeLedger, 'glance'>,
  notices: Pick<Notices, 'raise'>,
  remembered: Pick<RememberedBrowsers, 'revoke'>,
): (record: OutgoingRecord) => Promise<void> {
  const tell = async (outcome: Outcome, kind: NoticeKind): Promise<void> => {
    // Whoever was let in there may be who is reported.
    if (kind === 'reported') await remembered.revoke(outcome.accountId);
    const state = await ledger.glance(outcome.challengeId);
    if (!isOwnLife(state)) return; // A companion: its customer hears of the challenge that it joined.
    await notices.raise({
      accountId: outcome.accountId,
      kind,
      cause: outcome.id,
      facts: { atMs: Date.parse(outcome.at), act: state.terms.act, about: outcome.challengeId },
      to: kind === 'reported' || kind === 'recovery_code_used' ? 'everywhere' : 'once',
    });
  };
  return async (record) => {
    if (!mayBeTold(record)) return;
    const read = decodeRecord('challenge.outcome', record.value);
    if (!read.ok) return;
    for (const kind of toldAs(read.record.data)) await tell(read.record.data, kind);
  };
}

function toldAs({ kind, newPlace, reason }: Outcome): readonly NoticeKind[] {
  if (kind === 'reported') return ['reported'];
  if (kind === 'failed') return newPlace === true ? ['step_up_failed'] : [];
  if (kind !== 'verified') return [];
  return [
    ...(reason === recoveryCodeReason ? (['recovery_code_used'] as const) : []),
    ...(newPlace === true ? (['step_up_verified'] as const) : []),
  ];
}
