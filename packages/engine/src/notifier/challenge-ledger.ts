import {
  type ChallengeEvent,
  type ChallengeState,
  type ClaimedChallenge,
  type CodeMac,
  type Command,
  type Decided,
  type Refused,
  decide,
  dueAtMs,
  evolve,
  hasEnded,
  isOwnLife,
  initialState,
  outcomesOf,
} from '@countersign/challenge';
import { CountersignError, type Outcome } from '@countersign/events';
import type { Receipt } from '../ports/partition-store.ts';
import { type NotifierPorts, type NotifierSettings, notifierLimits } from './notifier-ports.ts';
import { pendingOutcome } from './outcome-records.ts';
import { sha1Hex } from '../sha1-hex.ts';
import { createStanding } from './standing.ts';
import { bearsMark, markBytes, openState, sealState } from './stored-state.ts';

/** What a command did: the events and the state after them, durable; or why nothing was changed. */
export type Changed =
  | { readonly ok: true; readonly events: readonly ChallengeEvent[]; readonly state: ClaimedChallenge }
  | Refused;

/** A command, and what it does to the state that it was made for. */
export interface MadeCommand {
  readonly command: Command;
  readonly decided: Decided;
}

/** Makes a command for what stands there, of a challenge with a life of its own or of none, or refuses before anything is decided. */
export type CommandFor = (before: ChallengeState) => Promise<MadeCommand | Refused>;

/** The only writer of challenges. Every method throws `store_unavailable` (retryable) when the store fails. */
export interface ChallengeLedger {
  /** What stands there now and may still be lost: good enough to choose a command by. Throws as `read`. */
  glance(challengeId: string): Promise<ChallengeState>;
  /** What can no longer be lost of a challenge. Throws `bad_state` when it cannot be understood. */
  read(challengeId: string): Promise<ChallengeState>;
  /** The challenge that this one is the companion of; undefined when it has a life of its own, or none. */
  companionOf(challengeId: string): Promise<string | undefined>;
  /** Whether somebody claimed it, for good. */
  isClaimed(challengeId: string): Promise<boolean>;
  /**
   * Applies a command, again where somebody else was faster. Resolves when the new state, its outcomes and its due time
   * are durable. A refusal takes the same round trips and rests on durable state too (OTP-05, DEL-16). What is asked of a
   * companion is asked of the challenge that it joined. A command may be made from the state that it meets, anew for each.
   */
  change(challengeId: string, command: Command | CommandFor): Promise<Changed>;
  /** Stores a challenge as the companion of another one, unless it was claimed before; durable when it resolves (OTP-11). */
  claimCompanion(challengeId: string, to: string): Promise<void>;
}

/** What the ledger tells the loops: there is something to send, or to publish. */
export interface Wake {
  due(): void;
  outbox(): void;
}

export function createChallengeLedger(ports: NotifierPorts, settings: NotifierSettings, wake: Wake): ChallengeLedger {
  const { challenges, clock, randomness, mac } = ports;
  const codeMac: CodeMac = (input, kid) => mac.digest('code', input, kid);
  const decideOn = (command: Command, before: ChallengeState): MadeCommand => ({
    command,
    decided: decide(command, before, clock.now(), codeMac),
  });
  const { stands, read: standing } = createStanding(challenges, clock, tooBusy);

  const write = (
    state: ClaimedChallenge,
    version: number,
    mark: Uint8Array,
    outcomes: readonly Outcome[],
    traceparent: string | undefined,
  ): Promise<Receipt<'stored' | 'conflict'>> =>
    challenges.transition({
      challengeId: state.terms.challengeId,
      expectedVersion: version,
      state: sealState(mark, state),
      outbox: outcomes.map((one) => pendingOutcome(one, settings.topics.outcomes, traceparent, mac)),
      dueAtMs: dueAtMs(state),
      keepUntilMs: state.expiresAtMs + notifierLimits.keepMs,
    });

  const tell = (state: ClaimedChallenge, outcomes: readonly Outcome[]): void => {
    for (const { kind } of outcomes) settings.observer.outcome(kind);
    if (outcomes.length > 0) wake.outbox();
    if (!hasEnded(state) && (dueAtMs(state) ?? Infinity) <= clock.now()) wake.due();
  };

  const change = async (challengeId: string, given: Command | CommandFor): Promise<Changed> => {
    // A claim expects nothing to be there, so it spares itself the look.
    let stored = 'type' in given && given.type === 'claim' ? undefined : await challenges.load(challengeId);
    for (let attempt = 0; attempt < notifierLimits.conflicts; attempt += 1) {
      const before = stored === undefined ? initialState : openState(stored);
      if (before.status === 'joined' && !('type' in given && given.type === 'claim')) return change(before.to, given);
      const made = 'type' in given ? decideOn(given, before) : await given(before);
      if (!('command' in made)) return made;
      const { command, decided } = made;
      if (!decided.ok) {
        if (await stands(challengeId, stored)) return decided;
        stored = await challenges.load(challengeId);
        continue;
      }
      const state = decided.events.reduce<ChallengeState>(evolve, before);
      if (!isOwnLife(state)) throw new Error(`${command.type} left a challenge unclaimed`);
      const mark = randomness.bytes(markBytes);
      const version = stored?.version ?? 0;
      const outcomes = outcomesOf(decided.events, state, sha1Hex);
      const receipt = await settings.trace.span(command.type, state.terms.traceparent, (handOn) =>
        write(state, version, mark, outcomes, handOn),
      );
      if (receipt.result === 'conflict') stored = await challenges.load(challengeId);
      // A client library may have sent the write twice and report the fate of the second.
      if (receipt.result === 'stored' || bearsMark(stored, mark)) {
        await receipt.durable();
        tell(state, outcomes);
        return { ok: true, events: decided.events, state };
      }
    }
    throw tooBusy();
  };

  return {
    change,
    glance: async (challengeId) => openState(await challenges.load(challengeId)),
    async read(challengeId) {
      const found = openState(await standing(challengeId));
      return found.status === 'joined' ? openState(await standing(found.to)) : found;
    },
    companionOf: async (challengeId) => {
      const found = openState(await standing(challengeId));
      return found.status === 'joined' ? found.to : undefined;
    },
    async claimCompanion(challengeId, to) {
      const receipt = await challenges.transition({
        challengeId,
        expectedVersion: 0,
        state: sealState(randomness.bytes(markBytes), { status: 'joined', to }),
        outbox: [],
        dueAtMs: null,
        keepUntilMs: clock.now() + notifierLimits.keepMs,
      });
      await receipt.durable(); // Of a conflict, of what stood in the way.
    },
    isClaimed: async (challengeId) => (await standing(challengeId)) !== undefined,
  };
}

const tooBusy = (): CountersignError =>
  new CountersignError('store_unavailable', `A challenge changed ${notifierLimits.conflicts} times meanwhile.`, {
    retryable: true,
  });
