import type { ASTNode } from '@marcbachmann/cel-js';
import type { Operation } from './operations.ts';
import type { RuleFacts, ValueList } from './rule-facts.ts';
import type { RuleName } from './rule-names.ts';

/** What an expression gives; undefined when it is not evaluable: something that it needs is not known, or it divides by zero. */
export type Compiled = (facts: RuleFacts, locals?: Locals) => number | string | boolean | undefined;

/** Values of the variables that `exists` and `all` bind, innermost last; absent outside of them. */
export type Locals = readonly (number | string | boolean)[];

export type StaticType = 'int' | 'double' | 'string' | 'bool';

export interface Typed {
  readonly type: StaticType;
  readonly run: Compiled;
  /** Where it is nothing but a name of `ruleNames`. */
  readonly name?: RuleName;
  /** Where it is always the same. */
  readonly constant?: number | string | boolean;
}

/** A part of CEL that rules do not have; `at` is where it stands in the expression. */
export class UnsupportedExpression extends Error {
  readonly what: string;
  readonly at: number;

  constructor(what: string, at: number) {
    super(what);
    this.what = what;
    this.at = at;
  }
}

export interface Scope {
  readonly lists: ReadonlyMap<string, ValueList>;
  /** Bound variables with their types, outermost first. */
  readonly locals: readonly { readonly name: string; readonly type: StaticType }[];
  /** How often the part below may run for one event. */
  readonly repetitions: number;
  /** Steps that the whole expression may take for one event; counts up while it is compiled. */
  readonly cost: { steps: number };
  /** Names of values that the expression reads, dotted; grows while it is compiled. */
  readonly reads: Set<string>;
}

/** Compiles a part of an expression; throws UnsupportedExpression. */
export type Compile = (node: ASTNode, scope: Scope) => Typed;

export type Node<Op extends ASTNode['op']> = Extract<ASTNode, { readonly op: Op }>;

/** `a.b.c` as written; undefined when it is anything else. */
export function pathOf(node: ASTNode): string | undefined {
  if (node.op === 'id') return node.args;
  const above = node.op === '.' ? pathOf(node.args[0]) : undefined;
  return above === undefined || node.op !== '.' ? undefined : `${above}.${node.args[1]}`;
}

/** Nothing comes of nothing: an unknown operand makes an unknown result. */
export const once =
  (run: Compiled, of: (value: number | string | boolean) => number | string | boolean | undefined): Compiled =>
  (facts, locals) => {
    const value = run(facts, locals);
    return value === undefined ? undefined : of(value);
  };

export const twice =
  (left: Compiled, right: Compiled, of: Operation): Compiled =>
  (facts, locals) => {
    const a = left(facts, locals);
    if (a === undefined) return undefined;
    const b = right(facts, locals);
    return b === undefined ? undefined : of(a as never, b as never);
  };
