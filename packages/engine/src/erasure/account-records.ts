import { type ClaimedChallenge, decodeHandover, decodeNotice, isOwnLife } from '@countersign/challenge';
import { type HeldCase, openCase } from '../cases/held-case.ts';
import { isNotice } from '../notifier/notices.ts';
import { markBytes, openState } from '../notifier/stored-state.ts';
import type { ChallengeStore } from '../ports/challenge-store.ts';
import { createPseudonyms } from '../pseudonyms.ts';
import { type ErasurePorts, erasureLimits } from './erasure-ports.ts';

/** What the notifier's stores keep of one account, besides its contacts. */
export interface AccountRecords {
  /** Challenges, live and ended. */
  readonly challenges: readonly ClaimedChallenge[];
  readonly cases: readonly HeldCase[];
  /** Ids of its other records: budget, authenticator, notices, deliveries. */
  readonly named: readonly string[];
}

const isHandover = (id: string): boolean => id.startsWith('handover:');

/** Finds them by looking at everything: it is asked rarely, and misses nothing that an index might. */
export function createFindRecords(
  ports: Pick<ErasurePorts, 'challenges' | 'cases' | 'walk' | 'mac'>,
): (accountId: string) => Promise<AccountRecords> {
  const { challenges, cases, walk } = ports;
  const pseudonym = createPseudonyms(ports.mac);
  return async (accountId) => {
    const part = `:${pseudonym('account', accountId)}:`;
    // By id: a walk may give one twice.
    const named = new Set<string>();
    const found = { challenges: new Map<string, ClaimedChallenge>(), cases: new Map<string, HeldCase>() };
    /** Where the door is: known by the delivery, which belongs to whoever was asked for its code. */
    const handovers = new Map<string, string>();
    const isLoaded = (id: string): boolean => {
      if (`${id}:`.includes(part)) named.add(id);
      return uuid.test(id) || isNotice(id) || isHandover(id);
    };
    await eachLoaded(challenges, walk.challenges(''), isLoaded, (id, state) => {
      if (isNotice(id)) return ofNotice(state) === accountId ? void named.add(id) : undefined;
      if (isHandover(id)) return void handovers.set(id, decodeHandover(contentOf(state)).challengeId);
      const challenge = openState(state);
      if (!isOwnLife(challenge) || challenge.terms.accountId !== accountId) return;
      found.challenges.set(challenge.terms.challengeId, challenge);
    });
    await eachLoaded(
      cases,
      walk.cases(),
      () => true,
      (_, state) => {
        const held = openCase(state);
        if (held.accountId === accountId) found.cases.set(held.decisionId, held);
      },
    );
    for (const [id, challengeId] of handovers) if (found.challenges.has(challengeId)) named.add(id);
    return { challenges: [...found.challenges.values()], cases: [...found.cases.values()], named: [...named] };
  };
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

type Stored = NonNullable<Awaited<ReturnType<ChallengeStore['load']>>>;

const contentOf = ({ state }: Stored): Uint8Array => state.subarray(markBytes);

/** Whose notice a record is. */
const ofNotice = (stored: Stored): string => decodeNotice(contentOf(stored)).accountId;

async function eachLoaded(
  store: Pick<ChallengeStore, 'load'>,
  ids: AsyncIterable<string>,
  isWanted: (id: string) => boolean,
  visit: (id: string, state: Stored) => void,
): Promise<void> {
  let batch: string[] = [];
  const flush = async (): Promise<void> => {
    const ids = batch;
    batch = [];
    const states = await Promise.all(ids.map((id) => store.load(id)));
    for (const [at, state] of states.entries()) {
      if (state !== undefined && state.state.length > markBytes) visit(ids[at] ?? '', state);
    }
  };
  for await (const id of ids) {
    if (!isWanted(id)) continue;
    batch.push(id);
    if (batch.length >= erasureLimits.atOnce) await flush();
  }
  await flush();
}
