import { type LogReader, policyName, readPolicies } from '@countersign/engine';
import type { Decision } from '@countersign/events';
import type { ModelsByDigest, Policy } from '@countersign/scoring';
import { readPolicyFile, shippedPolicyFile } from './load-policy.ts';
import { readPolicyText } from './policy-text.ts';
import { publishedModels } from './published-models.ts';

/** Where the documents of past policies are looked for. */
export interface PastPolicySources {
  readonly reader: LogReader;
  /** `risk.policies`. */
  readonly topic: string;
  /** Models on this machine; those that were published come on top. */
  readonly models: ModelsByDigest;
  /** Policy files besides what was published and what ships. */
  readonly files: readonly string[];
}

/** Policies by what decisions recorded of them. */
export interface PastPolicies {
  /** The policy that made a decision, by its digest; undefined where no document at hand has it. */
  of(ref: Decision['policy']): Policy | undefined;
  /** The published policy in force; undefined where none was published. */
  readonly active: Policy | undefined;
}

/** Every policy that was published, that ships, or that stands in one of the files. */
export async function pastPolicies({ reader, topic, models, files }: PastPolicySources): Promise<PastPolicies> {
  const { documents, models: pieces, active } = await readPolicies(reader, topic);
  const published = publishedModels(models, topic);
  published.take(pieces);
  const texts = [shippedPolicyFile, ...files].map((file) => readPolicyFile(file));
  const known = new Map<string, Policy>();
  for (const text of [...texts, ...[...documents.values()].map((document) => document.text)]) {
    const read = readPolicyText(text, published.find);
    if (read.ok) known.set(keyOf(read.policy), read.policy);
  }
  return {
    of: (ref) => known.get(keyOf(ref)),
    active: active === undefined ? undefined : known.get(keyOf(active)),
  };
}

const keyOf = (ref: Decision['policy']): string => `${policyName(ref)} ${ref.digest}`;
