import type { TopicNames } from '@countersign/engine';
import { decodeRecord } from '@countersign/events';
import type { Customers } from './customers.ts';
import type { Inboxes } from './inboxes.ts';
import type { SimLog } from './sim-log.ts';

const terminal = new Set(['verified', 'failed', 'expired', 'undeliverable', 'suppressed']);

/** Judges from topics, inboxes and answers whether every challenge had one code a send and one end. */
export function judgeChallenges(log: SimLog, topics: TopicNames, inboxes: Inboxes, customers: Customers): string[] {
  const { ends, violations } = readOutcomes(log, topics);
  for (const record of log.all(topics.challenges)) {
    const decoded = decodeRecord('challenge.requested', record.value);
    if (!decoded.ok) continue;
    const { id } = decoded.record.data;
    const found = [...(ends.get(id) ?? [])];
    const reports = found.filter((kind) => kind === 'reported').length;
    const count = found.length - reports;
    if (count === 0 && reports === 0) violations.push(`lost: challenge ${id} never ended`);
    if (count > 1) violations.push(`doubled: challenge ${id} ended as ${found.join(' and ')}`);
    if ((customers.verified.get(id) ?? 0) > 0 && !found.includes('verified')) {
      violations.push(`lost: challenge ${id} was answered "verified", but no outcome says so`);
    }
  }
  for (const [id, times] of customers.verified) {
    if (times > 1) violations.push(`doubled: challenge ${id} was answered "verified" ${times} times`);
  }
  for (const [id, texts] of inboxes.texts) {
    if (texts.size > 1) violations.push(`conflicting: message ${id} was sent with ${texts.size} texts`);
  }
  for (const [id, codes] of inboxes.codes) {
    if (codes.size > 1) violations.push(`conflicting: message ${id} was sent with ${codes.size} codes`);
  }
  for (const code of customers.usedTwice()) violations.push(`doubled: one code of an app verified ${code} challenges`);
  return [...new Set(violations)];
}

/** Distinct ends by challenge; the same outcome published twice counts once, in other words it is a violation. */
function readOutcomes(log: SimLog, topics: TopicNames): { ends: Map<string, Set<string>>; violations: string[] } {
  const ends = new Map<string, Set<string>>();
  const wordings = new Map<string, string>();
  const violations: string[] = [];
  for (const record of log.all(topics.outcomes)) {
    const decoded = decodeRecord('challenge.outcome', record.value);
    if (!decoded.ok) {
      violations.push(`unreadable outcome: ${decoded.message}`);
      continue;
    }
    const { id, challengeId, kind } = decoded.record.data;
    const wording = Buffer.from(record.value ?? []).toString();
    if ((wordings.get(id) ?? wording) !== wording) violations.push(`conflicting: outcome ${id} has two wordings`);
    wordings.set(id, wording);
    if (terminal.has(kind) || kind === 'reported')
      ends.set(challengeId, (ends.get(challengeId) ?? new Set()).add(kind));
  }
  return { ends, violations };
}
