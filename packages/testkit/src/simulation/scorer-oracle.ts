import type { Decision } from '@countersign/events';
import { decodeRecord } from '@countersign/events';
import { type SimLog } from './sim-log.ts';
import type { TopicNames } from '@countersign/engine';
import type { UpstreamRecord } from './upstream.ts';

/** Judges from the topics alone whether every event got exactly one decision, in one wording. */
export function judgeDecisions(log: SimLog, topics: TopicNames, upstream: readonly UpstreamRecord[]): string[] {
  const wordings = new Map<string, string>();
  const decisionsOf = new Map<string, Set<string>>();
  const violations: string[] = [];
  for (const record of log.all(topics.decisions)) {
    const decoded = decodeRecord('decision.made', record.value);
    if (!decoded.ok) {
      violations.push(`unreadable decision: ${decoded.message}`);
      continue;
    }
    const decision: Decision = decoded.record.data;
    const wording = Buffer.from(record.value ?? []).toString();
    const known = wordings.get(decision.id);
    if (known !== undefined && known !== wording)
      violations.push(`conflicting: decision ${decision.id} has two wordings`);
    wordings.set(decision.id, wording);
    const name = `${decision.accountId}/${decision.eventId}`;
    decisionsOf.set(name, (decisionsOf.get(name) ?? new Set()).add(decision.id));
  }
  for (const { event } of upstream) {
    if (event === undefined) continue;
    const found = decisionsOf.get(`${event.accountId}/${event.id}`)?.size ?? 0;
    if (found === 0) violations.push(`missing: event ${event.id} of ${event.accountId} has no decision`);
    if (found > 1) violations.push(`doubled: event ${event.id} of ${event.accountId} has ${found} decisions`);
  }
  return violations;
}
