import type { AccountEvent, Decision, EventType, Label, Outcome } from '@countersign/events';
import type { Features } from './features/features.ts';
import type { EntityUse, EventKeys, ScoringInput } from './scoring-input.ts';
import type { Verdict } from './verdict.ts';

/* A first, simple core that allows everything and remembers event ids; replaced piece by piece. */
export interface Policy {
  readonly id: string;
  readonly version: number;
  readonly digest: string;
  readonly deadlineMs: Readonly<Record<EventType, number>>;
}
export interface Profile {
  readonly recent: readonly string[];
}
export interface PolicyProblem {
  readonly path: string;
  readonly message: string;
}
export type PolicyCheck =
  | { readonly ok: true; readonly policy: Policy }
  | { readonly ok: false; readonly problems: PolicyProblem[] };
export interface Explanation {
  readonly headline: string;
  readonly sentences: readonly string[];
}
export const emptyProfile: Profile = { recent: [] };
export const encodeProfile = (p: Profile): Uint8Array => Uint8Array.from(p.recent.join('\n'), (c) => c.charCodeAt(0));
export const decodeProfile = (b: Uint8Array): Profile => ({
  recent: String.fromCharCode(...b)
    .split('\n')
    .filter(Boolean),
});
export const seenBefore = (p: Profile, eventId: string, _logTimeMs: number): boolean => p.recent.includes(eventId);
export const entityUses = (_event: AccountEvent, _keys: EventKeys): readonly EntityUse[] => [];
export const extract = (_input: ScoringInput, _profile: Profile, _policy: Policy): Features => ({
  values: new Float64Array(0),
  unknown: new Uint8Array(0),
  words: [],
});
export const decide = (_features: Features, _eventType: EventType, _policy: Policy): Verdict => ({
  action: 'allow',
  score: 0,
  reasons: [],
  features: {},
  unknown: {},
});
export const evolve = (
  p: Profile,
  input: ScoringInput,
  _v: Verdict,
  _ids: { decisionId: string; challengeId?: string },
  _policy: Policy,
): Profile => ({ recent: [...p.recent, input.event.id].slice(-64) });
export const learnFromOutcome = (p: Profile, _o: Outcome, _logTimeMs: number): Profile => p;
export const learnFromLabel = (p: Profile, _l: Label, _logTimeMs: number): Profile => p;
export function validatePolicy(document: unknown, digest: string): PolicyCheck {
  const { id, version, deadlineMs } = document as Policy;
  return { ok: true, policy: { id, version, digest, deadlineMs } };
}
export const explain = (decision: Decision): Explanation => ({ headline: decision.action, sentences: [] });
