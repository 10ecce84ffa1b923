import { decide } from '../../decide.ts';
import { featuresOfRecord } from '../../features/feature-record.ts';
import type { Verdict } from '../../verdict.ts';
import type { Policy } from '../policy.ts';
import type { PolicyProblem } from '../validate-policy.ts';
import type { CaseDocument } from './case-document.ts';
import { fieldsOfCase } from './case-names.ts';

/** A sentence for everything that a policy says otherwise than its cases expect. */
export const runCases = (cases: readonly CaseDocument[], policy: Policy): PolicyProblem[] =>
  cases.flatMap((one, at) => {
    const verdict = verdictOn(one, policy);
    return disappointments(one.expect, verdict).map(([key, says]) => ({
      path: `cases.${at}.expect.${key}`,
      message: `case "${one.name}" expects ${says}; the policy says ${inWords(verdict)}`,
    }));
  });

const anybody = 'somebody';

function verdictOn({ event, account, keys, at, features }: CaseDocument, policy: Policy): Verdict {
  const known = featuresOfRecord({ features: features ?? {}, unknown: {} });
  const facts = {
    type: event.type,
    accountId: account ?? anybody,
    keys: Object.fromEntries(Object.entries(keys ?? {}).filter(([, key]) => key !== undefined)),
    logTimeMs: at === undefined ? 0 : Date.parse(at),
    fields: fieldsOfCase(event),
  };
  return decide(known, facts, policy);
}

type Expected = CaseDocument['expect'];

function disappointments(expected: Expected, verdict: Verdict): [keyof Expected, string][] {
  const { action, scoreFrom, scoreBelow } = expected;
  const codes = verdict.reasons.map(({ code }) => code);
  const rules = verdict.rules.filter(({ state }) => state.startsWith('applied')).map(({ id }) => id);
  const found: [keyof Expected, string][] = [];
  if (action !== undefined && action !== verdict.action) found.push(['action', action]);
  if (scoreFrom !== undefined && verdict.score < scoreFrom)
    found.push(['scoreFrom', `a score of ${scoreFrom} or more`]);
  if (scoreBelow !== undefined && verdict.score >= scoreBelow)
    found.push(['scoreBelow', `a score below ${scoreBelow}`]);
  for (const code of missing(expected.reasons, codes)) found.push(['reasons', `the reason ${code}`]);
  for (const code of present(expected.notReasons, codes)) found.push(['notReasons', `no reason ${code}`]);
  for (const id of missing(expected.rules, rules)) found.push(['rules', `the rule ${id} to take effect`]);
  for (const id of present(expected.notRules, rules)) found.push(['notRules', `the rule ${id} to stay silent`]);
  return found;
}

const missing = (wanted: readonly string[] | undefined, among: readonly string[]): string[] =>
  (wanted ?? []).filter((one) => !among.includes(one));
const present = (unwanted: readonly string[] | undefined, among: readonly string[]): string[] =>
  (unwanted ?? []).filter((one) => among.includes(one));

/** Action and score, with whatever made them. */
function inWords({ action, score, reasons, rules }: Verdict): string {
  const because = reasons.map(({ code, points }) => `${code} ${points > 0 ? '+' : ''}${points}`);
  const ran = rules.map(({ id, state }) => `rule ${id} ${state.replaceAll('_', ' ')}`);
  const all = [...because, ...ran];
  return `${action} at a score of ${score} (${all.length === 0 ? 'no reasons' : all.join(', ')})`;
}
