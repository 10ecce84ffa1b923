import type { ReplayedEvent } from '@countersign/engine';
import { type Label, type Outcome, uuidFromBytes } from '@countersign/events';
import { entityKeysOf } from '@countersign/scoring';
import { chanceOf } from './chance.ts';
import type { Channel } from './happening.ts';

/** The right code, typed in time where the act was tried. By the customer's usual channel where the challenge allows it. */
export function answerOf({ item, decisionId, verdict, input }: ReplayedEvent, usual: Channel, atMs: number): Outcome {
  const { device, network, places } = entityKeysOf(input);
  const allowed = verdict.challenge?.channels ?? [];
  const channel = allowed.includes(usual) ? usual : (allowed[0] ?? usual);
  return {
    id: uuidFromBytes(chanceOf(1, item.event.id, 'outcome').bytes(16)),
    challengeId: decisionId,
    decisionId,
    eventId: item.event.id,
    accountId: item.event.accountId,
    kind: 'verified',
    sendSeq: 1,
    at: new Date(atMs).toISOString(),
    expiresAt: new Date(item.logTimeMs + 600_000).toISOString(),
    channel,
    ...(device === undefined ? {} : { device }),
    verifier: {
      ...(device === undefined ? {} : { device }),
      ...(network === undefined ? {} : { network }),
      ...(places === undefined ? {} : { places }),
    },
  };
}

/** What a chargeback says of an act that went through. */
export const labelOf = ({ item, input }: ReplayedEvent, atMs: number): Label => ({
  id: `label-${item.event.id}`,
  eventId: item.event.id,
  accountId: item.event.accountId,
  label: 'fraud',
  source: 'chargeback',
  knownAt: new Date(atMs).toISOString(),
  keys: entityKeysOf(input),
});
