import type { Policy } from '@countersign/scoring';
import type { FittedNumber } from '../fit/fitted-changes.ts';
import type { TunedThreshold } from './tune-thresholds.ts';

/** What has to be set in the policy's document for the thresholds to take effect, its next version first; empty where nothing changed. */
export function tunedChanges(tuned: readonly TunedThreshold[], policy: Policy): readonly FittedNumber[] {
  const changed = tuned.filter(({ was, now }) => was !== now);
  if (changed.length === 0) return [];
  return [
    { path: ['version'], value: policy.version + 1 },
    ...changed.map(({ type, now }) => ({ path: ['eventTypes', type, 'thresholds', 'challenge'], value: now })),
  ];
}

/** Thresholds as lines of text. */
export function tuneLines(tuned: readonly TunedThreshold[]): readonly string[] {
  if (tuned.length === 0) return ['There are no past events of types that are ever challenged.'];
  const events = tuned.reduce((sum, one) => sum + one.events, 0);
  const asked = (of: (one: TunedThreshold) => number): number =>
    tuned.reduce((sum, one) => sum + of(one) * one.events, 0) / events;
  return [
    line('', 'events', 'challenge from', 'share of events'),
    ...tuned.map(({ type, events: count, was, now, shareWas, shareNow, isCapped }) =>
      line(
        type,
        count.toLocaleString('en-US'),
        `${was.toFixed(1)} → ${now.toFixed(1)}`,
        `${percent(shareWas)} → ${percent(shareNow)}${isCapped ? ' (as high as its threshold for holds)' : ''}`,
      ),
    ),
    line(
      'all',
      events.toLocaleString('en-US'),
      '',
      `${percent(asked((one) => one.shareWas))} → ${percent(asked((one) => one.shareNow))}`,
    ),
  ];
}

const line = (type: string, events: string, threshold: string, shares: string): string =>
  `${type.padEnd(32)}${events.padStart(12)}  ${threshold.padEnd(16)}${shares}`.trimEnd();

const percent = (share: number): string => `${(share * 100).toFixed(2)} %`;
