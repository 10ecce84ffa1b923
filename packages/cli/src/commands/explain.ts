import type { Decision } from '@countersign/events';
import { explain } from '@countersign/scoring';
import { loadPolicy } from '@countersign/scorer';
import { columns } from '../output/columns.ts';

/** A decision as an analyst reads it: why, what was seen, what would have made it milder. */
export function explanationLines(decision: Decision, isColoured: boolean): readonly string[] {
  const policy = loadPolicy();
  const sameShipped = policy.digest === decision.policy.digest ? policy : undefined;
  const { headline, sentences, notes, counterfactual } = explain(decision, sameShipped);
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
    ...(counterfactual === undefined ? [] : ['', `  ${counterfactual}`]),
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
