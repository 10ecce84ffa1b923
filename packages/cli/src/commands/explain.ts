import type { Decision } from '@countersign/events';
import { type CaseState, type Explanation, type LanguageCode, caseSentences } from '@countersign/scoring';
import type { Connection } from '../connection/connection.ts';
import { askNotifier } from '../connection/notifier-api.ts';
import { columns } from '../output/columns.ts';

/** A decision as an analyst reads it: why, what was seen, what would have made it milder. */
export function explanationLines(
  decision: Decision,
  { headline, subject, sentences, notes, counterfactuals, challenge, featuresTitle }: Explanation,
  route: readonly string[],
  isColoured: boolean,
): readonly string[] {
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
    `  ${subject}`,
    '',
    ...sentences.map((sentence) => `  ${sentence}`),
    ...(counterfactuals.length === 0 ? [] : ['', ...counterfactuals.map(({ sentence }) => `  ${sentence}`)]),
    ...(route.length === 0 ? [] : ['', ...route.map((sentence) => `  ${sentence}`)]),
    ...(challenge === undefined ? [] : ['', `  ${challenge}`]),
    '',
    ...notes.map((note) => `  ${note}`),
    '',
    featuresTitle,
    ...features,
  ];
}

const isCaseState = (body: object): body is CaseState => 'status' in body && 'supportContact' in body;

/** What becomes of a held act, and where a denied customer reaches a person; nothing where the notifier does not answer. */
export async function routeLines(
  { verification }: Connection,
  { id, action, case: terms }: Decision,
  language: LanguageCode,
): Promise<readonly string[]> {
  if (action !== 'deny' && action !== 'hold' && terms === undefined) return [];
  const { body, error } = await askNotifier(verification, `/v1/decisions/${id}/resolution`);
  if (error !== undefined || !isCaseState(body)) return [];
  return caseSentences(body, terms?.atDeadline ?? 'denied', language);
}
