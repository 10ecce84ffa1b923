import type { ModelText, PolicyText } from '@countersign/engine';
import { type FoundPolicy } from '@countersign/scorer';
import { fail, print } from '../commands/with-connection.ts';
import { modelsHere, readPolicyHere } from './read-policy.ts';

/** A model that a policy was just read with. */
const modelText = (digest: string): ModelText => ({ digest, text: modelsHere().text(digest) ?? '' });

/** A checked document, or undefined after everything that is wrong was printed, a line each. */
export function checkedPolicy({ where, text }: FoundPolicy): PolicyText | undefined {
  const read = readPolicyHere(text);
  if (read.ok) {
    const { id, version, digest, models } = read.policy;
    return { id, version, digest, text, models: models.map((model) => modelText(model.digest)) };
  }
  for (const problem of read.problems) print(`${where}, ${problem}`);
  const { length } = read.problems;
  fail(`${where} is refused: ${length === 1 ? 'one thing is' : `${length} things are`} wrong.`);
  return undefined;
}
