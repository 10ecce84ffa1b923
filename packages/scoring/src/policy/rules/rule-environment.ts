import { Environment } from '@marcbachmann/cel-js';
import type { FactType } from './event-facts.ts';
import { ruleNames } from './rule-names.ts';

/** Nested names with their types, as the library wants them. */
interface Schema {
  [name: string]: FactType | 'list<string>' | Schema;
}

const limits = { maxAstNodes: 400, maxDepth: 40, maxListElements: 200, maxMapEntries: 1, maxCallArguments: 8 };

/** CEL with our names and their types, and with arithmetic and equality between whole numbers and others. */
export function ruleEnvironment(lists: readonly string[]): Environment {
  const schemas: Record<string, Schema> = { lists: Object.fromEntries(lists.map((name) => [name, 'list<string>'])) };
  const environment = new Environment({ limits });
  for (const [name, { type }] of ruleNames) {
    const [root = '', ...rest] = name.split('.');
    if (rest.length === 0) environment.registerVariable(root, type);
    else place((schemas[root] ??= {}), rest, type);
  }
  for (const [name, schema] of Object.entries(schemas)) environment.registerVariable({ name, schema });
  for (const [operator, run] of mixed) {
    environment.registerOperator(`double ${operator} int`, (a: number, b: bigint) => run(a, Number(b)));
    environment.registerOperator(`int ${operator} double`, (a: bigint, b: number) => run(Number(a), b));
  }
  environment.registerOperator('double == int', (a: number, b: bigint) => a === Number(b)); // And the other way round.
  return environment;
}

const mixed: readonly (readonly [string, (a: number, b: number) => number])[] = [
  ['+', (a, b) => a + b],
  ['-', (a, b) => a - b],
  ['*', (a, b) => a * b],
  ['/', (a, b) => a / b],
];

function place(schema: Schema, [head = '', ...rest]: readonly string[], type: FactType): void {
  if (rest.length === 0) schema[head] = type;
  else place((schema[head] ??= {}) as Schema, rest, type);
}
