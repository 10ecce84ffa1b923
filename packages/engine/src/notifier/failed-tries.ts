import {
  type ChallengeState,
  type FailedTries,
  type Verifier,
  decodeFailedTries,
  encodeFailedTries,
  isOwnLife,
  noFailedTries,
  tryDelayLimits,
  tryDelayMs,
  withFailedTries,
} from '@countersign/challenge';
import { createPseudonyms } from '../pseudonyms.ts';
import type { NotifierPorts, NotifierSettings } from './notifier-ports.ts';
import { type RecordKind, changeRecord, loadRecord } from './stored-record.ts';
import { createTurns } from './turns.ts';

/** Whose tries are counted together: one source at the challenges of one account. */
export type TrySource = string & { readonly __brand: 'TrySource' };

/** Failed tries over all challenges of an account, per source: who fails often waits longer and longer (OTP-11). */
export interface FailedTriesOfSources {
  sourceOf(state: ChallengeState, verifier: Verifier | undefined): TrySource;
  /** How long the source must wait, in milliseconds, and whether it has failed lately. */
  standing(source: TrySource): Promise<{ readonly waitMs: number; readonly hasFailed: boolean }>;
  /** Counts one failed try; durable when it resolves. */
  failed(source: TrySource): Promise<void>;
  /** It typed a right code: nothing is held against it. */
  succeeded(source: TrySource): Promise<void>;
}

/**
 * The source is the network or else the device that the page saw the code typed from, else the challenged device. It is counted
 * apart for every account, and apart for devices that the owner proved: so nobody makes the owner wait who does not sit in her
 * network, and then not on a device of hers. Tries at a challenge that does not exist are counted the same way, for equal work (OTP-05).
 */
export function createFailedTries(
  ports: Pick<NotifierPorts, 'challenges' | 'clock' | 'mac' | 'randomness'>,
  { tryDelay = tryDelayLimits, observer }: Pick<NotifierSettings, 'tryDelay' | 'observer'>,
): FailedTriesOfSources {
  const { clock } = ports;
  const pseudonym = createPseudonyms(ports.mac);
  const turns = createTurns();
  const waiting = new Map<TrySource, { more: number; done: Promise<void> }>();
  const kept: RecordKind<FailedTries> = {
    keepMs: tryDelay.forgetMs,
    encode: encodeFailedTries,
    decode(bytes) {
      try {
        return bytes === undefined ? noFailedTries : decodeFailedTries(bytes);
      } catch (error) {
        observer.failed('answer', error); // Of a release that we cannot read: counting begins anew, and it is said.
        return noFailedTries;
      }
    },
  };
  const change = (source: TrySource, to: (before: FailedTries) => FailedTries): Promise<void> =>
    turns.take(source, () =>
      changeRecord(ports, source, kept, (before) => Promise.resolve({ value: to(before), found: undefined })),
    );
  return {
    sourceOf(state, verifier) {
      const own = isOwnLife(state) ? state.terms : undefined;
      const account = own === undefined ? 'nobody' : pseudonym('account', own.accountId);
      const from = verifier?.network ?? verifier?.device ?? own?.device ?? 'untold';
      return `tries:${account}:${from}${own?.deviceProved === true ? ':proved' : ''}` as TrySource;
    },
    async standing(source) {
      const failed = await loadRecord(ports, source, kept);
      return { waitMs: tryDelayMs(failed, clock.now(), tryDelay), hasFailed: failed.count > 0 };
    },
    failed(source) {
      const known = waiting.get(source);
      if (known !== undefined) {
        known.more += 1;
        return known.done;
      }
      // Those who fail while another failure is being stored are stored together, in the next turn.
      const together = { more: 1, done: Promise.resolve() };
      together.done = change(source, (before) => {
        waiting.delete(source);
        return withFailedTries(before, together.more, clock.now(), tryDelay);
      });
      waiting.set(source, together);
      return together.done;
    },
    succeeded: (source) => change(source, () => noFailedTries),
  };
}
