import {
  type NotifierObserver,
  type ScorerObserver,
  type TopicNames,
  silentNotifierObserver,
  silentObserver,
} from '@countersign/engine';
import type { Decision } from '@countersign/events';

/** Counts what scorer and notifier do, so that a story goes on when everything that it caused has happened. */
export interface StoryWatch {
  readonly scorer: ScorerObserver;
  readonly notifier: NotifierObserver;
  readonly decisions: ReadonlyMap<string, Decision>;
  /** Resolves when so many records of a topic were scored, and what they taught is stored. */
  untilApplied(topic: string, records: number): Promise<void>;
  /** Resolves when every outcome so far was. */
  untilLearned(): Promise<void>;
  /** Resolves when the notifier knows so many contacts. */
  untilReachable(contacts: number): Promise<void>;
  /** Resolves when every challenge so far was claimed. */
  untilClaimed(): Promise<void>;
}

export function storyWatch(topics: TopicNames): StoryWatch {
  const decisions = new Map<string, Decision>();
  const positions = new Map<string, number>();
  const waiting = new Set<{ readonly isDone: () => boolean; readonly resolve: () => void }>();
  let [challenges, claimed, contacts, outcomes] = [0, 0, 0, 0];
  const noticed = (): void => {
    for (const one of waiting) {
      if (!one.isDone()) continue;
      waiting.delete(one);
      one.resolve();
    }
  };
  const until = (isDone: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      waiting.add({ isDone, resolve });
      noticed();
    });
  const applied = (topic: string): number =>
    [...positions].reduce((sum, [place, last]) => sum + (place.startsWith(`${topic}/`) ? last + 1 : 0), 0);
  return {
    decisions,
    untilApplied: (topic, records) => until(() => applied(topic) >= records),
    untilLearned: () => until(() => applied(topics.outcomes) >= outcomes),
    untilReachable: (count) => until(() => contacts >= count),
    untilClaimed: () => until(() => claimed >= challenges),
    scorer: {
      ...silentObserver,
      decided(_type, _action, read) {
        const decision = read();
        decisions.set(decision.eventId, decision);
        if (decision.challenge !== undefined) challenges += 1;
      },
      standsAt(partition, stands) {
        for (const [topic, last] of Object.entries(stands)) positions.set(`${topic}/${partition}`, last);
        noticed();
      },
    },
    notifier: {
      ...silentNotifierObserver,
      claimed() {
        claimed += 1;
        noticed();
      },
      contactsStored() {
        contacts += 1;
        noticed();
      },
      outcome: () => void (outcomes += 1),
    },
  };
}
