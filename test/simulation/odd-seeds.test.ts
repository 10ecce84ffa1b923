import { describe } from 'vitest';
import { keepsPromises } from './keeps-promises.ts';

describe('scorers and notifiers, simulated (TST-01)', () => {
  keepsPromises(1);
});
