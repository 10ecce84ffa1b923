import { type RuleFigures, measureRules } from './rules.bench.ts';

/** What rules cost by themselves, in this process. */
export function benchRules(quick: boolean, say: (line: string) => void): RuleFigures {
  say('a policy of 500 rules …');
  const figures = measureRules(quick ? { rounds: 3, eventCount: 5_000 } : {});
  const { microsWith500Rules, microsWith500RulesForAll, microsWithoutRules } = figures;
  const micros = (value: number): string => value.toFixed(1);
  console.log(
    `CPU for one decision with 500 rules: ${micros(microsWith500Rules)} µs, ${micros(microsWith500RulesForAll)} where all are about every event, ${micros(microsWithoutRules)} without rules.`,
  );
  return figures;
}
