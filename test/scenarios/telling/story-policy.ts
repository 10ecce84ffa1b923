import { readFileSync } from 'node:fs';
import { shippedPolicyFile } from '@countersign/scorer';
import { type Policy, validatePolicy } from '@countersign/scoring';
import { parse } from 'yaml';

type Weights = Record<string, number>;
interface Document {
  readonly weights: Weights;
  readonly rules?: readonly unknown[];
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

/** The shipped policy in which some signals weigh nothing, for no type of event. */
export function withoutSignals(codes: readonly string[]): Policy {
  const document = shippedDocument();
  for (const code of codes) {
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
