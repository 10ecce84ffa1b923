import { type PolicyRegister, policyName } from '@countersign/engine';
import type { PolicyActivation } from '@countersign/events';

const words: Readonly<Record<PolicyActivation['how'], string>> = {
  shipped: 'came with the product',
  published: 'published',
  rolled_back: 'put back',
};

/** What was in force, newest first, and what else is published: when, who, digest, note. */
export function historyLines(register: PolicyRegister): readonly string[] {
  const { active, candidate, documents } = register;
  if (active === undefined && candidate === undefined)
    return ['Nothing was published here: the policy that ships is in force.'];
  const past = active === undefined ? [] : [active, ...active.history];
  const shown = new Set([...past, ...(candidate === undefined ? [] : [candidate])].map(policyName));
  const others = [...documents.values()].filter((one) => !shown.has(policyName(one)));
  return [
    ...past.map((one, at) => line(at === 0 ? 'in force' : '', one)),
    ...(candidate === undefined ? [] : [line('candidate', candidate)]),
    ...others.map((one) => line('', { ...one, activatedAt: one.publishedAt, how: 'published' })),
  ];
}

function line(mark: string, one: PolicyActivation): string {
  const who = one.by === undefined ? '' : ` by ${one.by}`;
  const note = one.note === undefined ? '' : `  "${one.note}"`;
  const fields = [mark.padEnd(9), one.activatedAt, policyName(one).padEnd(20), one.digest.slice(0, 12)];
  return `${fields.join('  ')}  ${words[one.how]}${who}${note}`;
}
