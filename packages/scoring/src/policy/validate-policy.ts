import { type ModelsByDigest, compileModels } from '../model/compile-models.ts';
import { caseProblems } from './cases/case-names.ts';
import { compilePolicy } from './compile-policy.ts';
import { type PolicyDocument, policyDocument } from './policy-document.ts';
import type { Policy } from './policy.ts';
import { compileRules } from './rules/compile-rules.ts';
import { draftRuleProblems } from './rules/draft-rule-problems.ts';
import { schemaProblems } from './schema-problems.ts';

/** One thing that is wrong: where, as a dotted path, and a sentence. */
export interface PolicyProblem {
  readonly path: string;
  readonly message: string;
  /** Where in an expression, in characters from 0. */
  readonly at?: number;
}

export type PolicyCheck =
  | { readonly ok: true; readonly policy: Policy; readonly document: PolicyDocument }
  | { readonly ok: false; readonly problems: PolicyProblem[] };

/**
 * Checks and compiles a parsed policy document. All problems are reported at once; a misspelt key is answered with
 * the nearest allowed one. `digest` is of the document's bytes and goes into every decision; `models` finds what the
 * document's `models` name. Cases are checked, not run: see `runCases`.
 */
export function validatePolicy(document: unknown, digest: string, models: ModelsByDigest = noModels): PolicyCheck {
  const parsed = policyDocument.safeParse(document);
  const problems = [
    ...(parsed.success ? [] : parsed.error.issues.flatMap((issue) => schemaProblems(issue, document))),
    ...contradictions(parsed.success ? parsed.data : document),
    ...(parsed.success ? [] : draftRuleProblems(document)),
  ];
  if (!parsed.success) return { ok: false, problems };
  const { rules, lists, snoozes, eventTypes } = parsed.data;
  const canChallenge = new Set(
    Object.entries(eventTypes).flatMap(([type, of]) => (of?.challenge === undefined ? [] : [type])),
  );
  const compiled = compileRules({ rules, lists, snoozes, canChallenge });
  const { byType: modelsByType, problems: modelProblems } = compileModels(parsed.data.models, models);
  const ids = rules.map(({ id }) => id);
  problems.push(...compiled.problems, ...modelProblems, ...caseProblems(parsed.data.cases, ids));
  if (problems.length > 0) return { ok: false, problems };
  const policy = compilePolicy(parsed.data, { rules: compiled.rules, models: modelsByType }, digest);
  return { ok: true, policy, document: parsed.data };
}

const noModels: ModelsByDigest = () => undefined;

/** What no single field can show. Looks at whatever is there, so that it is reported together with the rest. */
function contradictions(document: unknown): PolicyProblem[] {
  const types = (document as Partial<PolicyDocument> | null | undefined)?.eventTypes;
  if (types === null || typeof types !== 'object') return [];
  return Object.entries(types).flatMap(([type, rules]) => {
    const path = `eventTypes.${type}`;
    const { challenge, hold, deny } = rules?.thresholds ?? {};
    const problems: PolicyProblem[] = [];
    if (challenge !== undefined && rules?.challenge === undefined) {
      problems.push({ path: `${path}.challenge`, message: 'a threshold for challenges needs to say what is asked' });
    }
    if (rules?.whenFrozen === 'challenge' && rules.challenge === undefined) {
      problems.push({ path: `${path}.challenge`, message: 'whenFrozen: challenge needs to say what is asked' });
    }
    const rising = [challenge, hold, deny].filter((value) => typeof value === 'number');
    if (rising.some((value, i) => i > 0 && value < (rising[i - 1] ?? 0))) {
      problems.push({ path: `${path}.thresholds`, message: 'thresholds must rise from challenge over hold to deny' });
    }
    return problems;
  });
}
