import type { Action, Channel, EventType, OutcomeKind, Purpose } from '@countersign/events';

/** What a customer does when a code is asked. `has an authenticator`: as `types the code`, by the strongest channel. */
export type Answer = 'types the code' | 'types wrong codes' | 'says it was not them' | 'does not answer';

/** What the decision on one event must be. */
export interface Expectation {
  /** Any of these. */
  readonly actions: readonly Action[];
  /** Reason codes that must be among the reasons. */
  readonly reasons: readonly string[];
  /** Reason codes that must not. */
  readonly notBecause: readonly string[];
  /** Features that must be unknown, with the word that says why. */
  readonly unknown: Readonly<Record<string, string>>;
  readonly purpose?: Purpose;
}

/** An event of a story, as upstream would publish it. */
export interface EventStep {
  readonly kind: 'event';
  readonly id: string;
  readonly atMs: number;
  readonly account: string;
  readonly type: EventType;
  readonly data: object;
  readonly expects: Expectation;
  readonly answer: Answer;
  /** Ordinary days before the story proper; many of them are published at once. */
  readonly isHistory: boolean;
}

/** What turned out to be true of an earlier event of the story. */
export interface LabelStep {
  readonly kind: 'label';
  readonly id: string;
  readonly atMs: number;
  readonly account: string;
  readonly eventId: string;
  readonly label: 'fraud' | 'legitimate';
}

export type Step = EventStep | LabelStep;

/** A decision as a story looks at it. */
export interface Told {
  readonly action: Action;
  readonly score: number;
  /** Reason codes, heaviest first. */
  readonly reasons: readonly string[];
  readonly unknown: Readonly<Record<string, string>>;
  readonly purpose: string | undefined;
}

/** Plays the steps of a story, in order; resolves with the decision on each event, by its id. */
export interface Player {
  play(steps: readonly Step[]): Promise<ReadonlyMap<string, Told>>;
  stop(): Promise<void>;
}

/** What an answer becomes, where no notifier runs: kind and channel of the outcome. */
export const outcomeOfAnswer: Readonly<Record<Answer, { readonly kind: OutcomeKind; readonly channel: Channel }>> = {
  'types the code': { kind: 'verified', channel: 'email' },
  'types wrong codes': { kind: 'failed', channel: 'email' },
  'says it was not them': { kind: 'reported', channel: 'email' },
  'does not answer': { kind: 'expired', channel: 'email' },
};
