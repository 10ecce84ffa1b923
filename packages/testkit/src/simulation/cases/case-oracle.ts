import type { TopicNames } from '@countersign/engine';
import { type Resolution, decodeRecord } from '@countersign/events';
import type { SimChallengeStore } from '../sim-challenge-store.ts';
import type { SimLog } from '../sim-log.ts';

/** What somebody was told about the end of a case. */
export interface ToldEnd {
  readonly decisionId: string;
  readonly result: 'resolved' | 'already_resolved';
  readonly asked: Resolution['resolution'];
  readonly by: Resolution['by'];
  readonly resolution: Resolution | undefined;
}

/** Judges from the topic, the answers and what is left in the store whether every case ended once, as everybody was told (CASE-01). */
export function judgeCases(
  held: readonly string[],
  told: readonly ToldEnd[],
  log: SimLog,
  topics: TopicNames,
  store: SimChallengeStore,
): string[] {
  const violations: string[] = [];
  const wordings = new Map<string, string>();
  const ends = new Map<string, Resolution>();
  for (const { value } of log.all(topics.decisions)) {
    const decoded = decodeRecord('decision.resolved', value);
    if (!decoded.ok) continue;
    const { id, decisionId } = decoded.record.data;
    const wording = Buffer.from(value ?? []).toString();
    if ((wordings.get(id) ?? wording) !== wording) violations.push(`conflicting: resolution ${id} has two wordings`);
    if (ends.has(decisionId) && ends.get(decisionId)?.id !== id)
      violations.push(`doubled: case ${decisionId} ended twice`);
    wordings.set(id, wording);
    ends.set(decisionId, decoded.record.data);
  }
  for (const id of held) if (!ends.has(id)) violations.push(`lost: case ${id} never ended`);
  for (const { decisionId, result, asked, by, resolution } of told) {
    const end = ends.get(decisionId);
    if (JSON.stringify(end) !== JSON.stringify(resolution)) {
      violations.push(`conflicting: somebody was told another end of case ${decisionId} than was published`);
    }
    if (result === 'resolved' && (end?.resolution !== asked || end.by !== by)) {
      violations.push(`doubled: ${asked} by ${by} was answered "resolved" for case ${decisionId}, and did not count`);
    }
  }
  const { due, outbox } = store.content();
  if (due.size > 0) violations.push(`lost: ${due.size} cases still wait`);
  if (outbox.length > 0) violations.push(`lost: ${outbox.length} resolutions were never published`);
  return [...new Set(violations)];
}
