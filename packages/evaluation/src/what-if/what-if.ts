import type { Action, Decision, Label } from '@countersign/events';
import { type Policy, reDecide } from '@countersign/scoring';
import { type Compared, type PairCounter, pairCounter, pairOf } from './action-pairs.ts';
import { type AskedDays, askedDays } from './asked-days.ts';
import { type Example, type ExampleShelf, exampleShelf } from './example-shelf.ts';
import { groupings } from './segments.ts';

/** Events whose truth is known: how many were stopped (challenged, held or denied). */
export interface TruthCompared {
  readonly events: number;
  readonly recordedStopped: number;
  readonly otherStopped: number;
}

export interface WhatIf extends Compared {
  /** Events whose action differs. */
  readonly differing: number;
  /** Events of types that this release does not know; not compared. */
  readonly unknownTypes: number;
  /** First and last log time, RFC 3339; undefined without events. */
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly byType: Readonly<Record<string, Compared>>;
  /** By grouping, then group. */
  readonly bySegment: Readonly<Record<string, Readonly<Record<string, Compared>>>>;
  readonly customers: CustomersCompared;
  /** Undefined when no label was given. */
  readonly truth: Readonly<Record<Label['label'], TruthCompared>> | undefined;
  /** Events that only the other policy stops, and those that only the recorded decision did. */
  readonly examples: { readonly newlyStopped: readonly Example[]; readonly noLongerStopped: readonly Example[] };
}

export interface CustomersCompared {
  readonly seen: number;
  readonly recordedAsked: number;
  readonly otherAsked: number;
  /** Customers asked for a code more often than this on one day (UTC). */
  readonly mostPerDay: number;
  readonly recordedAskedMore: number;
  readonly otherAskedMore: number;
  /** The most that one customer is asked on one day. */
  readonly otherMostOnOneDay: number;
}

/** Compares decisions one by one; nothing of a decision is kept but counts and a few examples. */
export interface WhatIfRun {
  add(decision: Decision, label?: Label['label']): void;
  result(): WhatIf;
}

/** Runs past decisions again with another policy. @param mostPerDay codes that a customer may be asked for on one day */
export function whatIf(policy: Policy, mostPerDay: number): WhatIfRun {
  const all = pairCounter();
  const byType = new Map<string, PairCounter>();
  const bySegment = groupings.map((grouping) => ({ grouping, groups: new Map<string, PairCounter>() }));
  const days = { recorded: askedDays(), other: askedDays() };
  const truth: Record<Label['label'], Stopped> = { fraud: noneStopped(), legitimate: noneStopped() };
  const shelves = { newly: exampleShelf(), noLonger: exampleShelf() };
  const seen = { differing: 0, unknownTypes: 0, labels: 0, from: '\uffff', to: '' };
  const accounts = new Set<string>();
  return {
    add(decision, label) {
      const verdict = reDecide(decision, policy);
      if (verdict === undefined) return void (seen.unknownTypes += 1);
      const { action, accountId, logTime, eventType } = decision;
      accounts.add(accountId);
      if (logTime < seen.from) seen.from = logTime;
      if (logTime > seen.to) seen.to = logTime;
      if (action !== verdict.action) seen.differing += 1;
      const pair = pairOf(action, verdict.action);
      all.count(pair);
      within(byType, eventType).count(pair);
      for (const { grouping, groups } of bySegment) within(groups, grouping.of(decision)).count(pair);
      if (action === 'challenge') days.recorded.note(accountId, logTime);
      if (verdict.action === 'challenge') days.other.note(accountId, logTime);
      if (label !== undefined) {
        seen.labels += 1;
        noteStopped(truth[label], action, verdict.action);
      }
      keepExample(shelves, decision, verdict, label);
    },
    result: () => ({
      ...all.compared(),
      differing: seen.differing,
      unknownTypes: seen.unknownTypes,
      from: seen.to === '' ? undefined : seen.from,
      to: seen.to === '' ? undefined : seen.to,
      byType: comparedOf(byType),
      bySegment: Object.fromEntries(bySegment.map(({ grouping, groups }) => [grouping.name, comparedOf(groups)])),
      customers: customersOf(accounts.size, days, mostPerDay),
      truth: seen.labels === 0 ? undefined : truth,
      examples: { newlyStopped: shelves.newly.examples(), noLongerStopped: shelves.noLonger.examples() },
    }),
  };
}

function within(counters: Map<string, PairCounter>, name: string): PairCounter {
  const known = counters.get(name);
  if (known !== undefined) return known;
  const made = pairCounter();
  counters.set(name, made);
  return made;
}

/** The largest groups first. */
const comparedOf = (counters: ReadonlyMap<string, PairCounter>): Readonly<Record<string, Compared>> =>
  Object.fromEntries(
    [...counters].map(([name, one]) => [name, one.compared()] as const).toSorted(([, a], [, b]) => b.events - a.events),
  );

interface Stopped {
  events: number;
  recordedStopped: number;
  otherStopped: number;
}

const noneStopped = (): Stopped => ({ events: 0, recordedStopped: 0, otherStopped: 0 });

function noteStopped(stopped: Stopped, recorded: Action, other: Action): void {
  stopped.events += 1;
  if (recorded !== 'allow') stopped.recordedStopped += 1;
  if (other !== 'allow') stopped.otherStopped += 1;
}

function customersOf(
  seen: number,
  { recorded, other }: { readonly recorded: AskedDays; readonly other: AskedDays },
  mostPerDay: number,
): CustomersCompared {
  return {
    seen,
    recordedAsked: recorded.customers(),
    otherAsked: other.customers(),
    mostPerDay,
    recordedAskedMore: recorded.askedMoreThan(mostPerDay),
    otherAskedMore: other.askedMoreThan(mostPerDay),
    otherMostOnOneDay: other.mostOnOneDay(),
  };
}

function keepExample(
  { newly, noLonger }: { readonly newly: ExampleShelf; readonly noLonger: ExampleShelf },
  decision: Decision,
  verdict: { readonly action: Action; readonly score: number; readonly reasons: Decision['reasons'] },
  label: Label['label'] | undefined,
): void {
  const wasStopped = decision.action !== 'allow';
  const isStopped = verdict.action !== 'allow';
  if (wasStopped !== isStopped) (isStopped ? newly : noLonger).offer(decision, verdict, label);
}
