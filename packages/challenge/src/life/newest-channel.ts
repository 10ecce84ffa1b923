import type { Channel } from '@countersign/events';
import type { ClaimedChallenge } from './challenge-state.ts';

/** How the newest code went out, or is going out; undefined while nobody began to send it. */
export const newestChannel = ({ delivery, deliveredBy }: ClaimedChallenge): Channel | undefined =>
  delivery === undefined ? deliveredBy : delivery.channel;
