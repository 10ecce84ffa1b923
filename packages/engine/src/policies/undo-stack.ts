import type { PolicyActivated, PolicyActivation } from '@countersign/events';
import { policyName } from './policy-register.ts';

/**
 * Policies that came into force and were not taken back, newest first; the first is the one in force. Going back twice goes two
 * steps back, not there and back again.
 */
export function undoStack({ history, ...newest }: PolicyActivated): readonly PolicyActivation[] {
  const stack: PolicyActivation[] = [];
  for (const activation of [...history.toReversed(), newest]) {
    if (activation.how === 'rolled_back') {
      const name = policyName(activation);
      const at = stack.findLastIndex((one) => policyName(one) === name);
      if (at === -1) stack.push(activation);
      else stack.length = at + 1;
    } else stack.push(activation);
  }
  return stack.toReversed();
}
