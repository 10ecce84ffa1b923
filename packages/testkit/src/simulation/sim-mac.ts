import { createHmac } from 'node:crypto';
import type { Mac } from '@countersign/engine';

/** HMAC-SHA256 under one fixed key per purpose. For simulations and tests only. */
export const simMac: Mac = {
  currentKid: () => 'sim',
  knows: (_, kid) => kid === 'sim',
  digest: (purpose, input) => createHmac('sha256', `simulated key of ${purpose}`).update(input).digest(),
};
