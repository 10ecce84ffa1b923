import type { ModelText, PolicyText } from '@countersign/engine';
import { type FoundPolicy, type PolicyText as ReadPolicy } from '@countersign/scorer';
import { fail, print } from '../commands/with-connection.ts';
import { modelsHere, readPolicyHere } from './read-policy.ts';

/** A model that a policy was just read with. */
const modelText = (digest: string): ModelText => ({ digest, text: modelsHere().text(digest) ?? '' });

/** A checked document as it is published, or undefined after everything that is wrong was printed, a line each. */
export function checkedPolicy(found: FoundPolicy): PolicyText | undefined {
  const read = soundPolicy(found);
  if (read === undefined) return undefined;
  const { id, version, digest, models } = read.policy;
  return { id, version, digest, text: found.text, models: models.map((model) => modelText(model.digest)) };
}

/** A policy that was read and checked, with its document; undefined after everything that is wrong was printed, a line each. */
export function soundPolicy({ where, text }: FoundPolicy): Extract<ReadPolicy, { readonly ok: true }> | undefined {
  const read = readPolicyHere(text);
  if (read.ok) return read;
  for (const problem of read.problems) print(`${where}, ${problem}`);
  const { length } = read.problems;
  fail(`${where} is refused: ${length === 1 ? 'one thing is' : `${length} things are`} wrong.`);
  return undefined;
}
