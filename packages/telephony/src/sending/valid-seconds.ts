import type { PhoneMessage } from '@countersign/engine';

/** Whole seconds that a message is still worth something; 0 when it is over. */
export const validSeconds = ({ expiresAtMs }: PhoneMessage, nowMs: number): number =>
  Math.max(0, Math.floor((expiresAtMs - nowMs) / 1000));
