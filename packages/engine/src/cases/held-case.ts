import {
  type CaseTerms,
  CountersignError,
  type Decision,
  type EntityKeys,
  type Resolution,
  utf8Text,
} from '@countersign/events';
import { markBytes } from '../notifier/stored-state.ts';
import type { StoredChallenge } from '../ports/challenge-store.ts';

/** A held or reviewed decision that waits for a person, or how it ended (CASE-01). */
export interface HeldCase {
  readonly decisionId: string;
  readonly eventId: string;
  readonly eventType: string;
  readonly accountId: string;
  /** Which setting was to change, where it was a setting: what a release of it allows. */
  readonly setting?: string | undefined;
  readonly action: Decision['action'];
  /** Of the decision; undefined where only its challenge is known. */
  readonly score?: number | undefined;
  /** Codes, heaviest first. */
  readonly reasons: readonly string[];
  /** Log time of the event, epoch milliseconds. */
  readonly openedAtMs: number;
  readonly dueAtMs: number;
  readonly atDeadline: CaseTerms['atDeadline'];
  /** For the label that a person's word becomes (DEL-21). */
  readonly keys: EntityKeys;
  readonly traceparent?: string | undefined;
  readonly resolution?: Resolution | undefined;
}

const shownReasons = 8;

/** A decision of a release without terms waits so long. */
const unsaidMs = 24 * 3_600_000;

/** The case that a decision opens; undefined where nobody is asked. */
export function caseOfDecision(decision: Decision, traceparent: string | undefined): HeldCase | undefined {
  const { id, action, case: terms, logTime } = decision;
  if (action !== 'hold' && terms === undefined) return undefined;
  const openedAtMs = Date.parse(logTime);
  return {
    decisionId: id,
    eventId: decision.eventId,
    eventType: decision.eventType,
    accountId: decision.accountId,
    ...settingOf(decision),
    action,
    score: decision.score,
    reasons: decision.reasons.slice(0, shownReasons).map(({ code }) => code),
    openedAtMs,
    dueAtMs: terms === undefined ? openedAtMs + unsaidMs : Date.parse(terms.dueAt),
    atDeadline: terms?.atDeadline ?? 'denied',
    keys: decision.keys,
    traceparent,
  };
}

function settingOf({ facts }: Decision): Pick<HeldCase, 'setting'> {
  const { setting, action } = facts ?? {};
  if (typeof setting !== 'string') return {};
  return { setting: action === 'remove' ? `${setting}_remove` : setting };
}

const version = 1;

/** The stored form: the random mark of the write, then JSON with the version of the form. */
export function sealCase(mark: Uint8Array, held: HeldCase): Uint8Array {
  const json = Buffer.from(JSON.stringify({ version, ...held }));
  return Buffer.concat([mark.subarray(0, markBytes), json]);
}

/** What a store holds. Throws `bad_state` for bytes of a later release. */
export function openCase(stored: StoredChallenge): HeldCase {
  const parsed: unknown = JSON.parse(utf8Text(stored.state.subarray(markBytes)) ?? 'null');
  if (typeof parsed !== 'object' || parsed === null || !('version' in parsed) || parsed.version !== version) {
    throw new CountersignError('bad_state', `A stored case is not of version ${version}, which this release reads.`);
  }
  const { version: _, ...held } = parsed as HeldCase & { readonly version: number }; // Written by `sealCase` alone.
  return held;
}
