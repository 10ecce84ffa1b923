import { existsSync } from 'node:fs';
import type { Decision } from '@countersign/events';
import { type Explanation, type LanguageCode, type Policy, explain } from '@countersign/scoring';
import { modelsPath } from '@countersign/runtime';
import { modelFolder, readPolicyFile, readPolicyText } from '@countersign/scorer';
import { commandLineConfiguration } from '../connection/connect.ts';
import { columns } from '../output/columns.ts';

/** A decision as an analyst reads it: why, what was seen, what would have made it milder. */
export function explanationLines(decision: Decision, language: LanguageCode, isColoured: boolean): readonly string[] {
  const { headline, sentences, notes, counterfactuals } = explained(decision, language);
  const features = Object.entries(decision.features).map(([name, value]) =>
    columns(
      [
        { text: `  ${name}`, width: 34, style: 'dim' },
        { text: String(value), width: 40 },
      ],
      isColoured,
    ),
  );
  return [
    `${headline}.`,
    `  account ${decision.accountId}, event ${decision.eventId} at ${decision.logTime}, decision ${decision.id}`,
    '',
    ...sentences.map((sentence) => `  ${sentence}`),
    ...(counterfactuals.length === 0 ? [] : ['', ...counterfactuals.map(({ sentence }) => `  ${sentence}`)]),
    ...(decision.challenge === undefined
      ? []
      : ['', `  Challenge ${decision.challenge.id}, good until ${decision.challenge.expiresAt}.`]),
    '',
    ...notes.map((note) => `  ${note}`),
    '',
    'Features',
    ...features,
  ];
}

/** The same for a program: the sentences, and the decision as it was recorded. */
export const explanationJson = (
  decision: Decision,
  language: LanguageCode,
): { readonly explanation: Explanation; readonly decision: Decision } => ({
  explanation: explained(decision, language),
  decision,
});

const explained = (decision: Decision, language: LanguageCode): Explanation =>
  explain(decision, policyOf(decision), language);

/** The policy that made a decision, where it is at hand. */
function policyOf({ policy }: Decision): Policy | undefined {
  const config = commandLineConfiguration();
  const models = modelFolder(modelsPath(config)).find;
  for (const file of [config.policy, undefined]) {
    if (file !== undefined && !existsSync(file)) continue;
    const read = readPolicyText(readPolicyFile(file), models);
    if (read.ok && read.policy.digest === policy.digest) return read.policy;
  }
  return undefined;
}
