import type { ASTNode } from '@marcbachmann/cel-js';
import { type Node, type StaticType, type Typed, UnsupportedExpression, noLocals } from './compiled-expression.ts';

/** A number, text or truth value that is written out. */
export function literal(node: Node<'value'>): Typed {
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

/** The elements of a list that is written out. */
export function elementsOf(node: ASTNode): readonly (number | string | boolean)[] {
  if (node.op !== 'list')
    throw new UnsupportedExpression('after `in` comes a list: lists.name or ["a", "b"]', node.start);
  return node.args.map((element) => {
    if (element.op !== 'value') throw new UnsupportedExpression('a list holds plain values', element.start);
    return literal(element).run(undefined as never, noLocals) as number | string | boolean;
  });
}

/** Lists that are written out hold one type; the checker saw to it. */
export const typeOfElements = (list: ASTNode): StaticType => {
  const first = list.op === 'list' ? list.args[0] : undefined;
  return first?.op === 'value' ? literal(first).type : 'string';
};
