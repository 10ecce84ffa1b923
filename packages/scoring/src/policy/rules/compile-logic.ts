import type { ASTNode } from '@marcbachmann/cel-js';
import type { Compile, Compiled, Node, Scope, Typed } from './compiled-expression.ts';

/** Parts in a row, asked from the left until one decides; `(a && b) && c` is one row of three. */
export function logical(node: Node<'&&' | '||'>, scope: Scope, compile: Compile): Typed {
  const isOr = node.op === '||';
  const parts = rowOf(node, node.op);
  scope.cost.steps += scope.repetitions * (parts.length - 2); // One for each operator; the caller counted the first.
  const [first, second, ...more] = parts.map((part) => compile(part, scope).run);
  if (first === undefined || second === undefined) throw new Error('An operator lacks a side.');
  return { type: 'bool', run: more.length === 0 ? pair(isOr, first, second) : row(isOr, [first, second, ...more]) };
}

const rowOf = (node: ASTNode, operator: '&&' | '||'): readonly ASTNode[] =>
  node.op === operator ? [...rowOf(node.args[0], operator), ...rowOf(node.args[1], operator)] : [node];

const pair =
  (isOr: boolean, left: Compiled, right: Compiled): Compiled =>
  (facts, locals) => {
    const first = left(facts, locals);
    if (first === isOr) return isOr;
    const second = right(facts, locals);
    if (second === isOr) return isOr;
    return first === undefined || second === undefined ? undefined : !isOr;
  };

const row =
  (isOr: boolean, parts: readonly Compiled[]): Compiled =>
  (facts, locals) => {
    let isUnknown = false;
    for (const part of parts) {
      const value = part(facts, locals);
      if (value === isOr) return isOr;
      if (value === undefined) isUnknown = true;
    }
    return isUnknown ? undefined : !isOr;
  };
