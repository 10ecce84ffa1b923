import type { RuleOddity, RuleHealth } from './rule-health.ts';

/** The health of rules as lines of text: those with findings first, each with whoever answers for it. */
export function ruleHealthLines(rules: readonly RuleHealth[]): readonly string[] {
  if (rules.length === 0) return ['The policy has no rules.'];
  const odd = rules.filter(({ findings }) => findings.length > 0);
  const width = Math.max(...rules.map(({ id }) => id.length)) + 2;
  return [
    ...[...odd, ...rules.filter((rule) => !odd.includes(rule))].map((rule) => ruleLine(rule, width)),
    '',
    odd.length === 0 ? 'No rule is odd.' : `${odd.length} of ${rules.length} rules are odd.`,
  ];
}

function ruleLine({ id, owner, events, fired, notEvaluable, snoozed, findings }: RuleHealth, width: number): string {
  const counts = [
    `fired ${fired.toLocaleString('en-US')} of ${events.toLocaleString('en-US')}`,
    ...(notEvaluable === 0 ? [] : [`not evaluable ${notEvaluable.toLocaleString('en-US')}`]),
    ...(snoozed === 0 ? [] : [`snoozed ${snoozed.toLocaleString('en-US')}`]),
  ];
  const said = findings.length === 0 ? '' : `: ${findings.map(sentence).join('; ')}`;
  return `${id.padEnd(width)}${owner.padEnd(20)}${counts.join(', ')}${said}`;
}

function sentence(finding: RuleOddity): string {
  switch (finding.kind) {
    case 'never_fired':
      return 'never fired';
    case 'always_fires':
      return 'always fires';
    case 'always_with':
      return `always fires together with ${finding.other}`;
    case 'drifted':
      return `drifted, from ${percent(finding.before)} of events to ${percent(finding.lately)} lately`;
  }
}

const percent = (share: number): string => `${(share * 100).toFixed(2)} %`;
