import { type PolicyRegister, policyName } from '@countersign/engine';
import { CountersignError } from '@countersign/events';
import { type FoundPolicy, foundInFile } from '@countersign/scorer';

/** `default@3`. */
const publishedName = /^[a-z0-9][a-z0-9._-]*@[1-9]\d*$/;

/** Whether a name can only be answered by the log. */
export const needsRegister = (which: string): boolean =>
  which === 'active' || which === 'candidate' || publishedName.test(which);

/**
 * A policy by what a person calls it: a file, `id@version` as published, `active`, `candidate` or `shipped`. Where nothing was
 * published, `active` is the policy that ships.
 * @throws CountersignError `bad_policy` with one sentence on what there is instead
 */
export function findPolicy(which: string, register: PolicyRegister | undefined): FoundPolicy {
  if (which === 'shipped') return { ...foundInFile(), where: 'shipped' };
  if (register === undefined || !needsRegister(which)) return foundInFile(which);
  const pointer = which === 'active' ? register.active : which === 'candidate' ? register.candidate : undefined;
  if (which === 'active' && pointer === undefined) return findPolicy('shipped', register);
  if (which === 'candidate' && pointer === undefined) {
    throw new CountersignError(
      'bad_policy',
      'There is no candidate; `countersign policy publish FILE --shadow` makes one.',
    );
  }
  const name = pointer === undefined ? which : policyName(pointer);
  const found = register.documents.get(name);
  if (found !== undefined) return { where: name, text: found.text };
  const names = [...register.documents.keys()].join(', ') || 'none';
  throw new CountersignError('bad_policy', `${name} is not published; published are: ${names}.`);
}
