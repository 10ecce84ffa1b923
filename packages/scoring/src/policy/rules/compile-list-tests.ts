import type { ASTNode } from '@marcbachmann/cel-js';
import { elementsOf, typeOfElements } from './compile-literal.ts';
import {
  type Compile,
  type Compiled,
  type Node,
  type Scope,
  type Typed,
  UnsupportedExpression,
  once,
  pathOf,
} from './compiled-expression.ts';

/** Most steps that one expression may take for one event. */
const mostSteps = 10_000;

/** `x in lists.name`, `x in ["a", "b"]`. */
export function membership(node: Node<'in'>, scope: Scope, compile: Compile): Typed {
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

/** `list.exists(x, test)`, `list.all(x, test)`. */
export function quantifier(
  kind: 'exists' | 'all',
  list: ASTNode,
  [variable, predicate]: readonly ASTNode[],
  at: number,
  scope: Scope,
  compile: Compile,
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
      const holds = run(facts, [...(locals ?? []), member]);
      if (holds === decisive) return decisive;
      isUnknown ||= holds === undefined;
    }
    return isUnknown ? undefined : !decisive;
  };
  return { type: 'bool', run: quantified };
}
