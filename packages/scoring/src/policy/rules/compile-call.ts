import { quantifier } from './compile-list-tests.ts';
import {
  type Compile,
  type Node,
  type Scope,
  type Typed,
  UnsupportedExpression,
  once,
  pathOf,
  twice,
} from './compiled-expression.ts';
import { type Operation, textMethods } from './operations.ts';

/** `has(x)`, `int(x)`, `double(x)`, `size(text)`. */
export function call(node: Node<'call'>, scope: Scope, compile: Compile): Typed {
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
      if (type === 'string') return { type: 'int', run: once(run, (value) => Array.from(value as string).length) };
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

/** `text.startsWith(part)` and the like, `list.exists(x, test)`. */
export function method(node: Node<'rcall'>, scope: Scope, compile: Compile): Typed {
  const [called, receiver, args] = node.args;
  if (called === 'exists' || called === 'all') return quantifier(called, receiver, args, node.start, scope, compile);
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
