import type { Fix, Trust } from './profile.ts';

/** Amounts spent in one currency, as a lesson keeps them: enough to move a baseline once, without the single values. */
export interface SpendLesson {
  readonly currency: string;
  /** `categoryKey` of what was bought, 0 where upstream does not say. */
  readonly category: number;
  readonly count: number;
  /** Sum of natural logs of the amounts in major units, each held within the baseline's reach (SEC-09). */
  readonly lnSum: number;
  /** Sum of the deviations above the baseline at that time. */
  readonly deviationSum: number;
}

/** A browser as a lesson keeps it: hashes of the user agent, browser and system, and its kind (`agentKinds`). */
export interface AgentLesson {
  readonly full: number;
  readonly browser: number;
  readonly system: number;
  readonly kind: number;
}

/** What one or several like events teach: who, where, how much. Keys are 0 where nothing was known. */
export interface Lesson {
  /** When the first of them happened, epoch seconds by the log. */
  readonly firstS: number;
  readonly lastS: number;
  readonly deviceHigh: number;
  readonly deviceLow: number;
  readonly trust: Trust;
  readonly country: number;
  readonly region: number;
  readonly city: number;
  readonly network: number;
  readonly fix: Fix | undefined;
  readonly visits: number;
  readonly spend: SpendLesson | undefined;
  readonly agent: AgentLesson | undefined;
  /** What else the act dealt with; kept only while a challenge is open. */
  readonly touched: Touched | undefined;
}

/** Keys of what an act of money dealt with, 0 where it did not. */
export interface Touched {
  readonly merchant: number;
  readonly instrument: number;
  readonly address: number;
  readonly plan: number;
}

/** A lesson that waits for the outcome of its challenge. */
export interface ProvisionalLesson {
  readonly challengeHigh: number;
  readonly challengeLow: number;
  readonly eventKey: number;
  readonly lesson: Lesson;
}

/** Like events of six hours share one lesson. */
export const lessonBucketS = 6 * 3600;
/** How long a lesson can be taken back after its bucket ended (DEL-21: at least the last 24 h). */
export const stagedForS = 24 * 3600;

/** When a lesson settles into the long-term memory, epoch seconds. */
export const settlesAtS = (lesson: Lesson): number =>
  (Math.floor(lesson.firstS / lessonBucketS) + 1) * lessonBucketS + stagedForS;

/** Whether two lessons are about the same device and place, within one bucket, one currency and category. */
export function isLike(a: Lesson, b: Lesson): boolean {
  return (
    a.deviceLow === b.deviceLow &&
    a.deviceHigh === b.deviceHigh &&
    a.network === b.network &&
    a.agent?.full === b.agent?.full &&
    a.city === b.city &&
    a.region === b.region &&
    a.country === b.country &&
    Math.floor(a.firstS / lessonBucketS) === Math.floor(b.firstS / lessonBucketS) &&
    (a.spend === undefined || b.spend === undefined || isLikeSpend(a.spend, b.spend))
  );
}

const isLikeSpend = (a: SpendLesson, b: SpendLesson): boolean => a.currency === b.currency && a.category === b.category;

/** Two like lessons as one; the later one's place and the higher trust count. */
export function joinLessons(a: Lesson, b: Lesson): Lesson {
  return {
    ...b,
    firstS: Math.min(a.firstS, b.firstS),
    lastS: Math.max(a.lastS, b.lastS),
    trust: a.trust > b.trust ? a.trust : b.trust,
    fix: newerFix(a.fix, b.fix),
    visits: a.visits + b.visits,
    spend: joinSpend(a.spend, b.spend),
  };
}

/** The newer of two fixes. */
export function newerFix(a: Fix | undefined, b: Fix | undefined): Fix | undefined {
  if (a === undefined) return b;
  return b === undefined || b.timeS < a.timeS ? a : b;
}

function joinSpend(a: SpendLesson | undefined, b: SpendLesson | undefined): SpendLesson | undefined {
  if (a === undefined) return b;
  if (b === undefined) return a;
  return {
    currency: a.currency,
    category: a.category,
    count: a.count + b.count,
    lnSum: a.lnSum + b.lnSum,
    deviationSum: a.deviationSum + b.deviationSum,
  };
}
