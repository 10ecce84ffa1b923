import type { z } from 'zod';
import { keysAllowedAt } from './keys-allowed-at.ts';
import { nearestName } from './nearest-name.ts';
import { policyDocument } from './policy-document.ts';
import type { PolicyProblem } from './validate-policy.ts';

/** What is wrong with one field of a policy, in a sentence each. `document`: what was parsed, as it came. */
export function schemaProblems(issue: z.core.$ZodIssue, document: unknown): PolicyProblem[] {
  const path = issue.path.map(String);
  if (issue.code !== 'unrecognized_keys') {
    return [{ path: path.join('.'), message: wordsOf(issue, valueAt(document, path)) }];
  }
  const allowed = keysAllowedAt(policyDocument, path);
  return issue.keys.map((key) => {
    const hint = hintAt(key, allowed);
    return { path: [...path, key].join('.'), message: `'${key}' is not known here; ${hint}` };
  });
}

function wordsOf(issue: z.core.$ZodIssue, value: unknown): string {
  const choice = wrongChoice(issue, value);
  if (choice !== undefined) return choice;
  if (issue.path.length === 0 && (value === null || value === undefined))
    return 'it is empty; a policy begins with id and version';
  if (issue.code === 'invalid_type') {
    const wanted = kinds[issue.expected] ?? issue.expected;
    return value === undefined ? `${wanted} is missing` : `${wanted} belongs here, not ${kindOf(value)}`;
  }
  if (issue.code === 'invalid_value' && value === undefined) return `one of ${issue.values.join(', ')} is missing`;
  if (issue.code === 'too_small') return tooFar(value, 'least', issue.minimum);
  if (issue.code === 'too_big') return tooFar(value, 'most', issue.maximum);
  return issue.message;
}

const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

const kindOf = (value: unknown): string => {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return kinds['array'] ?? '';
  return typeof value === 'number' && !Number.isInteger(value) && Number.isFinite(value)
    ? `${value}`
    : (kinds[typeof value] ?? typeof value);
};

const tooFar = (value: unknown, end: 'least' | 'most', bound: number | bigint): string =>
  typeof value === 'number'
    ? `${value} is not allowed; at ${end} ${bound}`
    : `${end === 'least' ? 'too short' : 'too long'}; at ${end} ${bound} ${Array.isArray(value) ? 'entries' : 'characters'}`;

/** A word that is none of those allowed, with the nearest one. */
function wrongChoice(issue: z.core.$ZodIssue, value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const choices = /Invalid (?:discriminator value|option)[^']*('.*')/.exec(issue.message.replaceAll('"', "'"))?.[1];
  if (choices === undefined) return undefined;
  return `'${value}' is not allowed; ${hintAt(
    value,
    choices
      .replaceAll("'", '')
      .split('|')
      .map((one) => one.trim()),
  )}`;
}

function hintAt(wrote: string, allowed: readonly string[]): string {
  const meant = nearestName(wrote, allowed);
  return meant === undefined ? `allowed are ${allowed.join(', ')}` : `did you mean '${meant}'?`;
}

const valueAt = (document: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], document);
