import { type ClaimedChallenge, hasEnded, isOwnLife } from '@countersign/challenge';
import type { ChallengeLedger } from './challenge-ledger.ts';
import { isNotice } from './notices.ts';
import { type NotifierPorts, type NotifierSettings, notifierLimits } from './notifier-ports.ts';

/** Works on challenges and notices that are due: sends what nobody has sent, ends what has expired. */
export interface DriveDue {
  /** Waits for room, takes what is due and begins to work on it; resolves with the number taken. */
  begin(): Promise<number>;
  /** Resolves when nothing that was begun is under way any more. */
  settled(): Promise<void>;
}

/**
 * A failure with one challenge is told to the observer and leaves the others alone; it is due again when its lease ends.
 * A slow provider keeps nobody waiting who is not behind `notifierLimits.sending` others.
 */
export function createDriveDue(
  { challenges, clock }: Pick<NotifierPorts, 'challenges' | 'clock'>,
  { observer }: Pick<NotifierSettings, 'observer'>,
  ledger: ChallengeLedger,
  sendCode: (state: ClaimedChallenge) => Promise<void>,
  driveNotice: (id: string) => Promise<void>,
): DriveDue {
  const { leaseMs, sending } = notifierLimits;
  const underWay = new Set<Promise<void>>();

  const drive = async (challengeId: string): Promise<void> => {
    if (isNotice(challengeId)) return driveNotice(challengeId);
    const state = await ledger.glance(challengeId);
    if (!isOwnLife(state) || hasEnded(state)) return;
    if (clock.now() >= state.expiresAtMs) await ledger.change(challengeId, { type: 'expire' });
    else if (state.delivery !== undefined && clock.now() >= state.delivery.nextTryAtMs) await sendCode(state);
  };

  const driveOrTell = async (challengeId: string): Promise<void> => {
    try {
      await drive(challengeId);
    } catch (error) {
      observer.failed('drive', error);
    }
  };

  return {
    async begin() {
      if (underWay.size >= sending) await Promise.race(underWay);
      const due = await challenges.takeDue(clock.now(), leaseMs, sending - underWay.size);
      for (const { challengeId } of due) {
        const work: Promise<void> = driveOrTell(challengeId).finally(() => underWay.delete(work));
        underWay.add(work);
      }
      return due.length;
    },
    settled: async () => void (await Promise.all(underWay)),
  };
}
