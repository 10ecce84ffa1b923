import type { ASTNode } from '@marcbachmann/cel-js';
import type { RuleFacts, ValueList } from './rule-facts.ts';
import { ruleNames } from './rule-names.ts';
import { type Operation, arithmetic, comparisons, textMethods } from './operations.ts';

/** What an expression gives; undefined when it is not evaluable: something that it needs is not known, or it divides by zero. */
export type Compiled = (facts: RuleFacts, locals: Locals) => number | string | boolean | undefined;

/** Values of the variables that `exists` and `all` bind, innermost last. */
export type Locals = readonly (number | string | boolean)[];

type StaticType = 'int' | 'double' | 'string' | 'bool';

interface Typed {
  readonly type: StaticType;
  readonly run: Compiled;
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

interface Scope {
  readonly lists: ReadonlyMap<string, ValueList>;
  /** Bound variables with their types, outermost first. */
  readonly locals: readonly { readonly name: string; readonly type: StaticType }[];
  /** How often the part below may run for one event. */
  readonly repetitions: number;
}

/** Most steps that one expression may take for one event. */
const mostSteps = 10_000;

/**
 * Turns an expression that was type-checked into closures: names are looked up once, here. The logic of what is not known
 * is CEL's: `false && unknown` is false, `true || unknown` is true, everything else that needs an unknown is unknown.
 * @throws UnsupportedExpression
 */
export function compileExpression(
  ast: ASTNode,
  lists: ReadonlyMap<string, ValueList>,
): (facts: RuleFacts) => boolean | undefined {
  const { run } = compile(ast, { lists, locals: [], repetitions: 1 });
  return (facts) => run(facts, noLocals) as boolean | undefined; // Checked to be bool.
}

const noLocals: Locals = [];

function compile(node: ASTNode, scope: Scope): Typed {
  switch (node.op) {
    case 'value':
      return literal(node);
    case 'id':
    case '.':
      return name(node, scope);
    case '&&':
    case '||':
      return logical(node.op === '||', compile(node.args[0], scope), compile(node.args[1], scope));
    case '!_':
      return { type: 'bool', run: once(compile(node.args, scope).run, (value) => !value) };
    case '-_': {
      const { type, run } = compile(node.args, scope);
      return { type, run: once(run, (value) => -(value as number)) };
    }
    case '?:':
      return conditional(...(node.args.map((part) => compile(part, scope)) as [Typed, Typed, Typed]));
    case 'in':
      return membership(node, scope);
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
      return binary(node.op, compile(node.args[0], scope), compile(node.args[1], scope));
    case 'call':
      return call(node, scope);
    case 'rcall':
      return method(node, scope);
    default:
      throw new UnsupportedExpression(`'${node.op}' is not part of rules`, node.start);
  }
}

type Node<Op extends ASTNode['op']> = Extract<ASTNode, { readonly op: Op }>;

function literal(node: Node<'value'>): Typed {
  const value = node.args;
  if (typeof value === 'bigint') {
    const number = Number(value);
    if (!Number.isSafeInteger(number)) throw new UnsupportedExpression(`${value} is too large a number`, node.start);
    return { type: 'int', run: () => number };
  }
  if (typeof value === 'number') return { type: 'double', run: () => value };
  if (typeof value === 'string') return { type: 'string', run: () => value };
  if (typeof value === 'boolean') return { type: 'bool', run: () => value };
  throw new UnsupportedExpression('only numbers, texts, true and false can be written', node.start);
}

/** `a.b.c` as written; undefined when it is anything else. */
function pathOf(node: ASTNode): string | undefined {
  if (node.op === 'id') return node.args;
  const above = node.op === '.' ? pathOf(node.args[0]) : undefined;
  return above === undefined || node.op !== '.' ? undefined : `${above}.${node.args[1]}`;
}

function name(node: Node<'id' | '.'>, { locals }: Scope): Typed {
  const path = pathOf(node);
  const local = locals.findLastIndex((one) => one.name === path);
  if (local !== -1) return { type: locals[local]?.type ?? 'string', run: (_, values) => values[local] };
  const known = path === undefined ? undefined : ruleNames.get(path);
  if (known === undefined) throw new UnsupportedExpression(`${path ?? 'this'} is no value by itself`, node.start);
  return { type: known.type, run: known.read };
}

function logical(isOr: boolean, left: Typed, right: Typed): Typed {
  const run: Compiled = (facts, locals) => {
    const first = left.run(facts, locals);
    if (first === isOr) return isOr;
    const second = right.run(facts, locals);
    if (second === isOr) return isOr;
    return first === undefined || second === undefined ? undefined : !isOr;
  };
  return { type: 'bool', run };
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
  if (comparison !== undefined) return { type: 'bool', run: twice(left.run, right.run, comparison) };
  if (left.type === 'string') {
    return { type: 'string', run: twice(left.run, right.run, (a, b) => `${String(a)}${String(b)}`) };
  }
  const isInt = left.type === 'int' && right.type === 'int';
  const operation = arithmetic(operator, isInt);
  return { type: isInt ? 'int' : 'double', run: twice(left.run, right.run, operation as Operation) };
}

function membership(node: Node<'in'>, scope: Scope): Typed {
  const [item, container] = node.args;
  const { run } = compile(item, scope);
  const path = pathOf(container);
  const list = path?.startsWith('lists.') === true ? scope.lists.get(path.slice('lists.'.length)) : undefined;
  if (list !== undefined) {
    const stands: Compiled = (facts, locals) => {
      const value = run(facts, locals);
      return value === undefined
        ? undefined
        : facts.event.logTimeMs < (list.get(value as string) ?? Number.NEGATIVE_INFINITY);
    };
    return { type: 'bool', run: stands };
  }
  const written = new Set(elementsOf(container));
  return { type: 'bool', run: once(run, (value) => written.has(value)) };
}

/** The elements of a list that is written out. */
function elementsOf(node: ASTNode): readonly (number | string | boolean)[] {
  if (node.op !== 'list')
    throw new UnsupportedExpression('after `in` comes a list: lists.name or ["a", "b"]', node.start);
  return node.args.map((element) => {
    if (element.op !== 'value') throw new UnsupportedExpression('a list holds plain values', element.start);
    return literal(element).run(undefined as never, noLocals) as number | string | boolean;
  });
}

function call(node: Node<'call'>, scope: Scope): Typed {
  const [called, [argument, ...more]] = node.args;
  if (argument !== undefined && more.length === 0) {
    if (called === 'has') {
      const { run } = compile(argument, scope);
      return { type: 'bool', run: (facts, locals) => run(facts, locals) !== undefined };
    }
    if (called === 'int' || called === 'double') {
      const { type, run } = compile(argument, scope);
      if (type === 'int' || type === 'double') {
        return { type: called, run: called === 'int' ? once(run, (value) => truncated(value as number)) : run };
      }
    }
    if (called === 'size' && pathOf(argument)?.startsWith('lists.') !== true) {
      const { type, run } = compile(argument, scope);
      if (type === 'string') return { type: 'int', run: once(run, (value) => [...(value as string)].length) };
    }
  }
  throw new UnsupportedExpression(
    `${called}(…) is not part of rules; allowed are has, int, double and size of a text`,
    node.start,
  );
}

/** CEL's int(): towards zero, an error beyond what it can hold. */
const truncated = (value: number): number | undefined => {
  const whole = Math.trunc(value) + 0;
  return Number.isSafeInteger(whole) ? whole : undefined;
};

function method(node: Node<'rcall'>, scope: Scope): Typed {
  const [called, receiver, args] = node.args;
  if (called === 'exists' || called === 'all') return quantifier(called, receiver, args, node.start, scope);
  const test = textMethods.get(called);
  const [argument] = args;
  if (test === undefined || argument === undefined) {
    throw new UnsupportedExpression(
      `.${called}(…) is not part of rules; allowed are startsWith, endsWith, contains, exists and all`,
      node.start,
    );
  }
  return { type: 'bool', run: twice(compile(receiver, scope).run, compile(argument, scope).run, test as Operation) };
}

function quantifier(
  kind: 'exists' | 'all',
  list: ASTNode,
  [variable, predicate]: readonly ASTNode[],
  at: number,
  scope: Scope,
): Typed {
  if (variable?.op !== 'id' || predicate === undefined)
    throw new UnsupportedExpression(`${kind} takes a name and a test`, at);
  const path = pathOf(list);
  const named = path?.startsWith('lists.') === true ? scope.lists.get(path.slice('lists.'.length)) : undefined;
  const written = named === undefined ? elementsOf(list) : undefined;
  const repetitions = scope.repetitions * Math.max(1, named?.size ?? written?.length ?? 1);
  if (repetitions > mostSteps) {
    throw new UnsupportedExpression(
      `it may take ${repetitions} steps for one event, allowed are ${mostSteps}; ask with \`in\``,
      at,
    );
  }
  const type = written === undefined ? 'string' : typeOfElements(list);
  const inner = { ...scope, repetitions, locals: [...scope.locals, { name: variable.args, type }] };
  const { run } = compile(predicate, inner);
  const decisive = kind === 'exists';
  const quantified: Compiled = (facts, locals) => {
    let isUnknown = false;
    const members =
      written ?? [...(named ?? [])].filter(([, untilMs]) => facts.event.logTimeMs < untilMs).map(([value]) => value);
    for (const member of members) {
      const holds = run(facts, [...locals, member]);
      if (holds === decisive) return decisive;
      isUnknown ||= holds === undefined;
    }
    return isUnknown ? undefined : !decisive;
  };
  return { type: 'bool', run: quantified };
}

/** Lists that are written out hold one type; the checker saw to it. */
const typeOfElements = (list: ASTNode): StaticType => {
  const first = list.op === 'list' ? list.args[0] : undefined;
  return first?.op === 'value' ? literal(first).type : 'string';
};

/** Nothing comes of nothing: an unknown operand makes an unknown result. */
const once =
  (run: Compiled, of: (value: number | string | boolean) => number | string | boolean | undefined): Compiled =>
  (facts, locals) => {
    const value = run(facts, locals);
    return value === undefined ? undefined : of(value);
  };

const twice =
  (left: Compiled, right: Compiled, of: Operation): Compiled =>
  (facts, locals) => {
    const a = left(facts, locals);
    if (a === undefined) return undefined;
    const b = right(facts, locals);
    return b === undefined ? undefined : of(a as never, b as never);
  };
