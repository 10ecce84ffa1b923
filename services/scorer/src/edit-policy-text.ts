import { CountersignError } from '@countersign/events';
import { isAlias, isMap, isScalar, parseDocument, type YAMLMap } from 'yaml';

/** A number of a policy document to be set; a path that is not there yet is written. */
export interface PolicyChange {
  readonly path: readonly string[];
  readonly value: number;
}

/**
 * The text of a policy with some numbers set. Only these numbers change: comments, order and layout stay as they are, so
 * that a person can read what was proposed as a difference.
 * @param text a document that was read without problems
 * @throws CountersignError `bad_policy` where a path leads through an alias: a change there would change its other places too
 */
export const withPolicyValues = (text: string, changes: readonly PolicyChange[]): string =>
  changes.reduce((edited, change) => withValue(edited, change), text);

function withValue(text: string, { path, value }: PolicyChange): string {
  let here: unknown = parseDocument(text).contents;
  for (const [depth, key] of path.entries()) {
    if (isAlias(here)) throw aliased(path.slice(0, depth), here.source);
    if (!isMap(here))
      throw new CountersignError('bad_policy', `${path.slice(0, depth).join('.')} is no map in the policy.`);
    const inside: unknown = here.get(key, true);
    if (inside === undefined || inside === null)
      return inserted(text, here, key, rendered(path.slice(depth + 1), value));
    here = inside;
  }
  if (isAlias(here)) throw aliased(path, here.source);
  if (!isScalar(here) || !Array.isArray(here.range))
    throw new CountersignError('bad_policy', `${path.join('.')} is no number in the policy.`);
  return spliced(text, here.range[0], here.range[1], String(value));
}

const aliased = (path: readonly string[], name: string): CountersignError =>
  new CountersignError(
    'bad_policy',
    `${path.join('.')} is written as *${name} in the policy; write it out, so that it can be changed alone.`,
  );

/** A value below keys that are not there yet. */
const rendered = (path: readonly string[], value: number): string =>
  path.reduceRight((inner, key) => `{ ${key}: ${inner} }`, String(value));

/** Puts a new key behind the last one of a map, in the style of the map. */
function inserted(text: string, map: YAMLMap, key: string, value: string): string {
  const last = map.items.at(-1);
  const [start = 0, , end = 0] = map.range ?? [];
  if (last === undefined) return spliced(text, start, text.indexOf('}', start) + 1, `{ ${key}: ${value} }`);
  const lastEnd = rangeOf(last.value)?.[1] ?? rangeOf(last.key)?.[1] ?? end;
  const first = rangeOf(map.items[0]?.key)?.[0] ?? start;
  const indent = ' '.repeat(first - (text.lastIndexOf('\n', first) + 1));
  if (map.flow === true) {
    const isOneLine = !text.slice(start, first).includes('\n');
    return spliced(text, lastEnd, lastEnd, `,${isOneLine ? ' ' : `\n${indent}`}${key}: ${value}`);
  }
  const endOfLine = text.indexOf('\n', lastEnd - (text[lastEnd - 1] === '\n' ? 1 : 0));
  const at = endOfLine === -1 ? text.length : endOfLine;
  return spliced(text, at, at, `\n${indent}${key}: ${value}`);
}

const rangeOf = (node: unknown): readonly number[] | undefined =>
  (node as { readonly range?: readonly number[] | null } | null | undefined)?.range ?? undefined;

const spliced = (text: string, from: number, to: number, by: string): string =>
  `${text.slice(0, from)}${by}${text.slice(to)}`;
