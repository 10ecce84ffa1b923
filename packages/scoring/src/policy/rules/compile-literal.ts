import type { ASTNode } from '@marcbachmann/cel-js';
import { type Node, type StaticType, type Typed, UnsupportedExpression } from './compiled-expression.ts';

/** A number, text or truth value that is written out. */
export function literal(node: Node<'value'>): Typed {
  const value = node.args;
  if (typeof value === 'bigint') {
    const number = Number(value);
    if (!Number.isSafeInteger(number)) throw new UnsupportedExpression(`${value} is too large a number`, node.start);
    return constantly('int', number);
  }
  if (typeof value === 'number') return constantly('double', value);
  if (typeof value === 'string') return constantly('string', value);
  if (typeof value === 'boolean') return constantly('bool', value);
  throw new UnsupportedExpression('only numbers, texts, true and false can be written', node.start);
}

/** What is always the same. */
export const constantly = (type: StaticType, constant: number | string | boolean): Typed => ({
  type,
  run: () => constant,
  constant,
});

/** The elements of a list that is written out. */
export function elementsOf(node: ASTNode): readonly (number | string | boolean)[] {
  if (node.op !== 'list')
    throw new UnsupportedExpression('after `in` comes a list: lists.name or ["a", "b"]', node.start);
  return node.args.map((element) => {
    if (element.op !== 'value') throw new UnsupportedExpression('a list holds plain values', element.start);
    return literal(element).constant ?? '';
  });
}

/** Lists that are written out hold one type; the checker saw to it. */
export const typeOfElements = (list: ASTNode): StaticType => {
  const first = list.op === 'list' ? list.args[0] : undefined;
  return first?.op === 'value' ? literal(first).type : 'string';
};
