import type { Environment } from '@marcbachmann/cel-js';
import { nearestName } from '../nearest-name.ts';
import { type CompiledCondition, compileExpression } from './compile-expression.ts';
import { UnsupportedExpression } from './compiled-expression.ts';
import type { ValueList } from './rule-facts.ts';
import { ruleNames } from './rule-names.ts';

/** What is wrong with an expression, and where in it, counted in characters from 0. */
export interface ExpressionProblem {
  readonly message: string;
  readonly at: number;
}

export type CheckedExpression =
  | ({ readonly ok: true } & CompiledCondition)
  | { readonly ok: false; readonly problem: ExpressionProblem };

const mostCharacters = 4_096;

/** Parses, type-checks and compiles one expression. Never throws. */
export function checkExpression(
  text: string,
  environment: Environment,
  lists: ReadonlyMap<string, ValueList>,
): CheckedExpression {
  const refuse = (message: string, at = 0): CheckedExpression => ({ ok: false, problem: { message, at } });
  if (text.length > mostCharacters) return refuse(`it has ${text.length} characters, allowed are ${mostCharacters}`);
  try {
    const parsed = environment.parse(text);
    const { valid, type, error } = parsed.check();
    if (!valid) return refuse(worded(error, text, lists), error?.range?.start);
    if (String(type) !== 'bool') return refuse(`it gives a ${String(type)}; a rule says true or false`);
    return { ok: true, ...compileExpression(parsed.ast, lists) };
  } catch (error) {
    if (error instanceof UnsupportedExpression) return refuse(error.what, error.at);
    return refuse(worded(error, text, lists), (error as CelError).range?.start);
  }
}

interface CelError {
  readonly code?: string;
  readonly summary?: string;
  readonly message?: string;
  readonly range?: { readonly start: number; readonly end: number };
}

/** The library's sentence, with the nearest name where a name is not known. */
function worded(error: unknown, text: string, lists: ReadonlyMap<string, ValueList>): string {
  const { code, summary, message, range } = error as CelError;
  const said = summary ?? message?.split('\n')[0] ?? 'it cannot be read';
  if (code !== 'no_such_key' && code !== 'unknown_variable') return said;
  const wrote = path(text, range?.start ?? 0);
  const known = [...ruleNames.keys(), ...[...lists.keys()].map((name) => `lists.${name}`)];
  const meant = nearestName(wrote, known);
  return `${wrote} is not known here; ${meant === undefined ? `there are ${roots(known)}` : `did you mean ${meant}?`}`;
}

/** The dotted name around a place. */
function path(text: string, at: number): string {
  const before = /[\w.]*$/.exec(text.slice(0, at))?.[0] ?? '';
  const after = /^[\w.]*/.exec(text.slice(at))?.[0] ?? '';
  return `${before}${after}`;
}

const roots = (names: readonly string[]): string => [...new Set(names.map((name) => name.split('.')[0]))].join(', ');
