import type { ASTNode } from '@marcbachmann/cel-js';
import { pathOf } from './compiled-expression.ts';
import type { ValueList } from './rule-facts.ts';
import { ruleNames } from './rule-names.ts';

/** A comparison with a constant that a condition needs: where it is known to fail, the condition is false. */
export interface Guard {
  readonly path: string;
  readonly operator: string;
  readonly constant: number | string | boolean;
  /** Of an `in`. */
  readonly members?: ValueList;
}

/** Most guards of a condition; more would cost what they save. */
const mostGuards = 3;

/**
 * The alternatives of a condition, which `||` separates, each with the guards among its parts that `&&` joins. Where every
 * alternative has a guard that fails, the condition is false.
 */
export const guardsOf = (ast: ASTNode, lists: ReadonlyMap<string, ValueList>): readonly (readonly Guard[])[] =>
  alternatives(ast).map((one) =>
    conjuncts(one)
      .flatMap((part) => guardOf(part, lists))
      .slice(0, mostGuards),
  );

const alternatives = (node: ASTNode): readonly ASTNode[] =>
  node.op === '||' ? node.args.flatMap(alternatives) : [node];

const conjuncts = (node: ASTNode): readonly ASTNode[] => (node.op === '&&' ? node.args.flatMap(conjuncts) : [node]);

const compared = new Set(['==', '!=', '<', '<=', '>', '>=']);

function guardOf(node: ASTNode, lists: ReadonlyMap<string, ValueList>): readonly Guard[] {
  const flag = flagOf(node);
  if (flag !== undefined) return [flag];
  if (node.op === 'in') return membershipOf(node.args, lists);
  if (!compared.has(node.op)) return [];
  const [left, right] = node.args as readonly [ASTNode, ASTNode]; // Comparisons have two sides.
  const path = pathOf(left);
  if (path === undefined || !ruleNames.has(path) || right.op !== 'value') return [];
  const constant = typeof right.args === 'bigint' ? Number(right.args) : right.args;
  if (typeof constant === 'number') return [{ path, operator: node.op, constant }];
  const isEquality = node.op === '==' || node.op === '!=';
  return typeof constant === 'string' && isEquality ? [{ path, operator: node.op, constant }] : [];
}

/** `account.id in lists.watched`: who does not stand on it at any time does not stand on it now. */
function membershipOf([item, container]: readonly ASTNode[], lists: ReadonlyMap<string, ValueList>): readonly Guard[] {
  const [path, name] = [item && pathOf(item), container && pathOf(container)];
  const list = lists.get(name?.replace(/^lists\./, '') ?? '');
  return path === undefined || list === undefined || !ruleNames.has(path)
    ? []
    : [{ path, operator: `in ${name}`, constant: true, members: list }];
}

/** `features.deviceKnown`, `!features.deviceKnown`. */
function flagOf(node: ASTNode): Guard | undefined {
  const inner = node.op === '!_' ? node.args : node;
  const path = pathOf(inner);
  if (path === undefined || ruleNames.get(path)?.type !== 'bool') return undefined;
  return { path, operator: '==', constant: node.op !== '!_' };
}
