import type { Reservation } from '@countersign/challenge';
import type { Challenge } from '@countersign/events';
import type { NotifierPorts, NotifierSettings } from './notifier-ports.ts';
import type { AccountBudgets } from './account-budgets.ts';
import type { SharedBudgets } from './shared-budgets.ts';
import type { HandoverBook } from './handover/handover-book.ts';
import type { ChallengeLedger } from './challenge-ledger.ts';
import type { ReadChallenge } from './read-records.ts';

/** What a claim is charged to, and what it takes over. */
interface ClaimKnowledge {
  readonly budgets: AccountBudgets;
  readonly shared: SharedBudgets;
  readonly handovers: HandoverBook;
}

const nonceBytes = 16;

/**
 * Makes a challenge from the log ours, durably, within the budget of its account (OTP-11, DEL-16): it is charged, then
 * claimed, then the acts end whose place it takes. One for the very same act as a live one becomes its companion instead. May be
 * called again with the same challenge after a crash anywhere in between; nothing is charged, sent or ended twice.
 */
export function createClaimChallenge(
  { randomness, mac }: Pick<NotifierPorts, 'randomness' | 'mac'>,
  { observer }: Pick<NotifierSettings, 'observer'>,
  ledger: ChallengeLedger,
  { budgets, shared, handovers }: ClaimKnowledge,
): (read: ReadChallenge) => Promise<void> {
  const claimOwn = async (
    { challenge, traceparent }: ReadChallenge,
    reservation: Reservation,
    instead: boolean,
  ): Promise<'done' | 'joined'> => {
    const key = { nonce: randomness.bytes(nonceBytes), kid: mac.currentKid('code') };
    const claim = { type: 'claim', challenge, key, reservation, traceparent, instead } as const;
    const claimed = await ledger.change(challenge.id, claim);
    if (claimed.ok) observer.claimed(challenge.purpose);
    else if (claimed.reason === 'joined') return 'joined';
    else observer.duplicate();
    for (const older of reservation.supersedes) await ledger.change(older, { type: 'supersede' });
    const dead = await handovers.takeOver(challenge); // Moved to another day: the code of the day before is dead (OTP-36).
    if (dead !== undefined) await ledger.change(dead, { type: 'supersede' });
    return 'done';
  };

  /** Account first: whoever is over that budget uses up nobody else's. */
  const reserve = async (challenge: Challenge): Promise<Reservation> => {
    const reservation = await budgets.reserve(challenge);
    if (reservation.refusal !== undefined || reservation.joins !== undefined) return reservation;
    const grants = (kind: 'device' | 'ip'): Promise<boolean> => {
      const pseudonym = challenge[kind];
      return pseudonym === undefined ? Promise.resolve(true) : shared.reserve(kind, pseudonym, challenge.id);
    };
    const [ofDevice, ofIp] = await Promise.all([grants('device'), grants('ip')]);
    if (ofDevice && ofIp) return reservation;
    return { ...reservation, supersedes: [], refusal: ofDevice ? 'ip_budget' : 'device_budget' };
  };

  /** False: the other one ended without it. `too_many`: it will take no more along. */
  const join = async ({ challenge }: ReadChallenge, to: string): Promise<boolean | 'too_many'> => {
    const { id: challengeId, decisionId, eventId } = challenge;
    const joined = await ledger.change(to, { type: 'join', challenge: { challengeId, decisionId, eventId } });
    if (joined.ok || joined.reason === 'already_joined') return true;
    return joined.reason === 'too_many_joined' ? 'too_many' : false;
  };

  return async (read) => {
    const { challenge } = read;
    const reservation = await reserve(challenge);
    if (reservation.joins !== undefined) await ledger.claimCompanion(challenge.id, reservation.joins);
    else if ((await claimOwn(read, reservation, false)) === 'done') return;
    const to = await ledger.companionOf(challenge.id);
    const isJoined = to === undefined || (await join(read, to));
    if (isJoined === true) return;
    const alone = isJoined === 'too_many' ? overBudget : await reserve(challenge);
    await claimOwn(read, alone.joins === undefined ? alone : overBudget, true);
  };
}

const overBudget: Reservation = { refusal: 'account_budget', digits: 0, supersedes: [] };
