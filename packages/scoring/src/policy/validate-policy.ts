import type { z } from 'zod';
import { type ModelsByDigest, compileModels } from '../model/compile-models.ts';
import { caseProblems } from './cases/case-names.ts';
import { compilePolicy } from './compile-policy.ts';
import { keysAllowedAt } from './keys-allowed-at.ts';
import { nearestName } from './nearest-name.ts';
import { type PolicyDocument, policyDocument } from './policy-document.ts';
import type { Policy } from './policy.ts';
import { compileRules } from './rules/compile-rules.ts';

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
    ...(parsed.success ? [] : parsed.error.issues.flatMap((issue) => problemsOf(issue, document))),
    ...contradictions(parsed.success ? parsed.data : document),
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

function problemsOf(issue: z.core.$ZodIssue, document: unknown): PolicyProblem[] {
  const path = issue.path.map(String);
  if (issue.code !== 'unrecognized_keys') {
    return [{ path: path.join('.'), message: wrongChoice(issue, valueAt(document, path)) ?? issue.message }];
  }
  const allowed = keysAllowedAt(policyDocument, path);
  return issue.keys.map((key) => {
    const hint = hintAt(key, allowed);
    return { path: [...path, key].join('.'), message: `'${key}' is not known here; ${hint}` };
  });
}

/** A word that is none of those allowed, with the nearest one. */
function wrongChoice(issue: z.core.$ZodIssue, value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const choices = /Invalid (?:discriminator value|option)[^']*('.*')/.exec(issue.message.replaceAll('"', "'"))?.[1];
  if (choices === undefined) return undefined;
  return `'${value}' is not allowed; ${hintAt(
    value,
    choices
      .replaceAll("'", '')
      .split('|')
      .map((one) => one.trim()),
  )}`;
}

function hintAt(wrote: string, allowed: readonly string[]): string {
  const meant = nearestName(wrote, allowed);
  return meant === undefined ? `allowed are ${allowed.join(', ')}` : `did you mean '${meant}'?`;
}

const valueAt = (document: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], document);

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
