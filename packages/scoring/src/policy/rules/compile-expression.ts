import type { ASTNode } from '@marcbachmann/cel-js';
import type { RuleFacts, ValueList } from './rule-facts.ts';
import { ruleNames } from './rule-names.ts';
import { call, method } from './compile-call.ts';
import { membership } from './compile-list-tests.ts';
import { comparedWith, mirrored } from './compare-constant.ts';
import { constantly, literal } from './compile-literal.ts';
import { logical } from './compile-logic.ts';
import {
  type Compiled,
  type Node,
  type Scope,
  type Typed,
  UnsupportedExpression,
  once,
  pathOf,
  twice,
} from './compiled-expression.ts';
import { type Guard, guardsOf } from './guards.ts';
import { type Operation, arithmetic, comparisons } from './operations.ts';

/** A condition that may be asked, and the most steps that one answer takes. */
export interface CompiledCondition {
  readonly holds: (facts: RuleFacts) => boolean | undefined;
  readonly steps: number;
  /** Names of values that it reads, dotted. */
  readonly reads: ReadonlySet<string>;
  /** Of each alternative; where every one has a guard that is known to fail, the condition is false. */
  readonly guards: readonly (readonly Guard[])[];
}

/**
 * Turns an expression that was type-checked into closures: names are looked up once, here. The logic of what is not known
 * is CEL's: `false && unknown` is false, `true || unknown` is true, everything else that needs an unknown is unknown.
 * @throws UnsupportedExpression
 */
export function compileExpression(ast: ASTNode, lists: ReadonlyMap<string, ValueList>): CompiledCondition {
  const cost = { steps: 0 };
  const reads = new Set<string>();
  const { run } = compile(ast, { lists, locals: [], repetitions: 1, cost, reads });
  return {
    holds: run as CompiledCondition['holds'], // Checked to be bool.
    steps: cost.steps,
    reads,
    guards: guardsOf(ast, lists),
  };
}

function compile(node: ASTNode, scope: Scope): Typed {
  scope.cost.steps += scope.repetitions;
  switch (node.op) {
    case 'value':
      return literal(node);
    case 'id':
    case '.':
      return name(node, scope);
    case '&&':
    case '||':
      return logical(node, scope, compile);
    case '!_':
      return { type: 'bool', run: once(compile(node.args, scope).run, (value) => !value) };
    case '-_': {
      const { type, run, constant } = compile(node.args, scope);
      return typeof constant === 'number'
        ? constantly(type, -constant)
        : { type, run: once(run, (value) => -(value as number)) };
    }
    case '?:':
      return conditional(...(node.args.map((part) => compile(part, scope)) as [Typed, Typed, Typed]));
    case 'in':
      return membership(node, scope, compile);
    case '+':
    case '-':
    case '*':
    case '/':
    case '%':
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      refuseZero(node.op, node.args[1]);
      return binary(node.op, compile(node.args[0], scope), compile(node.args[1], scope));
    case 'call':
      return call(node, scope, compile);
    case 'rcall':
      return method(node, scope, compile);
    default:
      throw new UnsupportedExpression(`'${node.op}' is not part of rules`, node.start);
  }
}

/** Nothing ever comes of it: a mistake, where a value that may be zero is only not evaluable then. */
function refuseZero(operator: string, divisor: ASTNode): void {
  if (operator !== '/' && operator !== '%') return;
  if (divisor.op === 'value' && Number(divisor.args) === 0)
    throw new UnsupportedExpression('it divides by zero', divisor.start);
}

function name(node: Node<'id' | '.'>, { locals, reads }: Scope): Typed {
  const path = pathOf(node);
  const local = locals.findLastIndex((one) => one.name === path);
  if (local !== -1) return { type: locals[local]?.type ?? 'string', run: (_, values) => values?.[local] };
  const known = path === undefined ? undefined : ruleNames.get(path);
  if (known === undefined) throw new UnsupportedExpression(`${path ?? 'this'} is no value by itself`, node.start);
  if (path !== undefined) reads.add(path);
  return { type: known.type, run: known.read, name: known };
}

function conditional(condition: Typed, yes: Typed, no: Typed): Typed {
  const run: Compiled = (facts, locals) => {
    const holds = condition.run(facts, locals);
    return holds === undefined ? undefined : holds ? yes.run(facts, locals) : no.run(facts, locals);
  };
  return { type: yes.type, run };
}

function binary(operator: string, left: Typed, right: Typed): Typed {
  const comparison = comparisons.get(operator);
  const withConstant = comparison === undefined ? undefined : constantComparison(operator, left, right);
  if (withConstant !== undefined) return { type: 'bool', run: withConstant };
  if (comparison !== undefined) return { type: 'bool', run: twice(left.run, right.run, comparison) };
  if (left.type === 'string') {
    return { type: 'string', run: twice(left.run, right.run, (a, b) => `${String(a)}${String(b)}`) };
  }
  const isInt = left.type === 'int' && right.type === 'int';
  const operation = arithmetic(operator, isInt);
  return { type: isInt ? 'int' : 'double', run: twice(left.run, right.run, operation as Operation) };
}

/** `name < 5` and `5 > name`. */
function constantComparison(operator: string, left: Typed, right: Typed): Compiled | undefined {
  if (left.name !== undefined && right.constant !== undefined) return comparedWith(left.name, operator, right.constant);
  const exchanged = mirrored[operator];
  return right.name === undefined || left.constant === undefined || exchanged === undefined
    ? undefined
    : comparedWith(right.name, exchanged, left.constant);
}
