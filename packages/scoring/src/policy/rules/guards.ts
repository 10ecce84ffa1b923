import type { ASTNode } from '@marcbachmann/cel-js';
import { comparedWith } from './compare-constant.ts';
import { pathOf } from './compiled-expression.ts';
import type { RuleFacts, ValueList } from './rule-facts.ts';
import { ruleNames } from './rule-names.ts';

/** A comparison with a constant that a condition needs: where it is known to fail, the condition is false. */
export interface Guard {
  readonly path: string;
  readonly operator: string;
  readonly constant: number | string | boolean;
  /** Of an `in`. */
  readonly members?: ValueList;
  /** False where it is known to fail, undefined where nothing is known. */
  test(facts: RuleFacts): boolean | undefined;
}

/** Most guards of an alternative; more would cost what they save. */
const mostGuards = 3;

/** Most alternatives that a condition is taken apart into. */
const mostAlternatives = 8;

/**
 * The alternatives of a condition, each with the guards among its parts: `a && (b || c)` is `a && b` or `a && c`. Where every
 * alternative has a guard that fails, the condition is false.
 */
export const guardsOf = (ast: ASTNode, lists: ReadonlyMap<string, ValueList>): readonly (readonly Guard[])[] =>
  alternatives(ast).map((parts) => parts.flatMap((part) => guardOf(part, lists)).slice(0, mostGuards));

/** Of each alternative the parts that it needs. */
function alternatives(node: ASTNode): readonly Parts[] {
  if (node.op !== '&&' && node.op !== '||') return [[node]];
  const [left, right] = [alternatives(node.args[0]), alternatives(node.args[1])];
  if (node.op === '||') return left.length + right.length > mostAlternatives ? [[node]] : [...left, ...right];
  if (left.length * right.length <= mostAlternatives) return joined(left, right);
  // Too many together: the side with more of them stays whole, and guards nothing.
  return left.length < right.length ? joined(left, [[node.args[1]]]) : joined([[node.args[0]]], right);
}

type Parts = readonly ASTNode[];

const joined = (left: readonly Parts[], right: readonly Parts[]): readonly Parts[] =>
  left.flatMap((some) => right.map((more) => [...some, ...more]));

const compared = new Set(['==', '!=', '<', '<=', '>', '>=']);

function guardOf(node: ASTNode, lists: ReadonlyMap<string, ValueList>): readonly Guard[] {
  const flag = flagOf(node);
  if (flag !== undefined) return comparison(flag, '==', node.op !== '!_');
  if (node.op === 'in') return membershipOf(node.args, lists);
  if (!compared.has(node.op)) return [];
  const [left, right] = node.args as readonly [ASTNode, ASTNode]; // Comparisons have two sides.
  const path = pathOf(left);
  if (path === undefined || right.op !== 'value') return [];
  const constant = typeof right.args === 'bigint' ? Number(right.args) : right.args;
  const isEquality = node.op === '==' || node.op === '!=';
  return typeof constant === 'number' || (typeof constant === 'string' && isEquality)
    ? comparison(path, node.op, constant)
    : [];
}

function comparison(path: string, operator: string, constant: Guard['constant']): readonly Guard[] {
  const name = ruleNames.get(path);
  if (name === undefined) return [];
  return [{ path, operator, constant, test: comparedWith(name, operator, constant) }];
}

/** `account.id in lists.watched`: who does not stand on it at any time does not stand on it now. */
function membershipOf([item, container]: readonly ASTNode[], lists: ReadonlyMap<string, ValueList>): readonly Guard[] {
  const [path, name] = [item && pathOf(item), container && pathOf(container)];
  const list = lists.get(name?.replace(/^lists\./, '') ?? '');
  const read = ruleNames.get(path ?? '')?.read;
  if (path === undefined || list === undefined || read === undefined) return [];
  const test = (facts: RuleFacts): boolean | undefined => {
    const value = read(facts);
    return value === undefined ? undefined : list.has(value as string);
  };
  return [{ path, operator: `in ${name}`, constant: true, members: list, test }];
}

/** The flag in `features.deviceKnown` and `!features.deviceKnown`. */
function flagOf(node: ASTNode): string | undefined {
  const path = pathOf(node.op === '!_' ? node.args : node);
  return path !== undefined && ruleNames.get(path)?.type === 'bool' ? path : undefined;
}
