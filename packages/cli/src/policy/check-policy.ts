import type { PolicyText } from '@countersign/engine';
import { type FoundPolicy } from '@countersign/scorer';
import { fail, print } from '../commands/with-connection.ts';
import { readPolicyHere } from './read-policy.ts';

/** A checked document, or undefined after everything that is wrong was printed, a line each. */
export function checkedPolicy({ where, text }: FoundPolicy): PolicyText | undefined {
  const read = readPolicyHere(text);
  if (read.ok) return { id: read.policy.id, version: read.policy.version, digest: read.policy.digest, text };
  for (const problem of read.problems) print(`${where}, ${problem}`);
  const { length } = read.problems;
  fail(`${where} is refused: ${length === 1 ? 'one thing is' : `${length} things are`} wrong.`);
  return undefined;
}
