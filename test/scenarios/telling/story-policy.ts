import { readFileSync } from 'node:fs';
import { shippedPolicyFile } from '@countersign/scorer';
import { type Policy, validatePolicy } from '@countersign/scoring';
import { parse } from 'yaml';

type Weights = Record<string, number>;
interface Document {
  readonly weights: Weights;
  readonly rules?: readonly { readonly id?: unknown }[];
  readonly eventTypes: Readonly<Record<string, { readonly weights?: Weights }>>;
}

/** The policy as it ships, fresh at every call. */
const shippedDocument = (): Document => parse(readFileSync(shippedPolicyFile, 'utf8')) as Document;

function compiled(document: Document): Policy {
  const checked = validatePolicy(document, 'digest-of-a-story');
  if (!checked.ok) throw new Error(JSON.stringify(checked.problems, null, 2));
  return checked.policy;
}

export const shippedPolicy: Policy = compiled(shippedDocument());

const rulePrefix = 'rule:';
const detectorPrefix = 'detector:';

/**
 * The shipped policy in which some signals weigh nothing, for no type of event, some rules (`rule:` and the id) are not there and
 * some detectors (`detector:` and the name) see nothing.
 */
export function withoutSignals(all: readonly string[]): Policy {
  const isDetector = (code: string): boolean => code.startsWith(detectorPrefix);
  const names = new Set(all.filter(isDetector).map((code) => code.slice(detectorPrefix.length)));
  return blindTo(names, withoutWeights(all.filter((code) => !isDetector(code))));
}

/** A policy some of whose detectors find no features, so that nothing can come of them. */
function blindTo(names: ReadonlySet<string>, policy: Policy): Policy {
  const known = new Set(Object.values(policy.byType).flatMap(({ extractors }) => extractors.map(({ name }) => name)));
  for (const name of names) if (!known.has(name)) throw new Error(`There is no detector ${name}.`);
  const byType = Object.entries(policy.byType).map(([type, of]) => [
    type,
    { ...of, extractors: of.extractors.filter(({ name }) => !names.has(name)) },
  ]);
  return { ...policy, byType: Object.fromEntries(byType) as Policy['byType'] };
}

function withoutWeights(codes: readonly string[]): Policy {
  const whole = shippedDocument();
  const ruleIds = codes.filter((code) => code.startsWith(rulePrefix)).map((code) => code.slice(rulePrefix.length));
  const rules = (whole.rules ?? []).filter(({ id }) => !ruleIds.includes(String(id)));
  if ((whole.rules ?? []).length - rules.length !== ruleIds.length)
    throw new Error(`The shipped policy has not all of the rules ${ruleIds.join(', ')}.`);
  const document = { ...whole, rules };
  for (const code of codes.filter((one) => !one.startsWith(rulePrefix))) {
    if (document.weights[code] === undefined) throw new Error(`The shipped policy gives no weight to ${code}.`);
    document.weights[code] = 0;
    for (const { weights } of Object.values(document.eventTypes)) if (weights?.[code] !== undefined) weights[code] = 0;
  }
  return compiled(document);
}

/** The shipped policy with one more rule. */
export function withRule(rule: Readonly<Record<string, unknown>>): Policy {
  const document = shippedDocument();
  return compiled({ ...document, rules: [...(document.rules ?? []), rule] });
}
