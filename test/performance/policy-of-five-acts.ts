import { type EventType, eventTypes } from '@countersign/events';
import { type Policy, detectors, slotOf } from '@countersign/scoring';

/** Detectors of the first five acts, and the account's own memory, which every decision needs. */
const ofFiveActs: ReadonlySet<string> = new Set([
  'account-memory',
  'new-device',
  'unusual-location',
  'purchase-spike',
  'high-value',
  'settings-change',
  'gift-card-redemption',
]);

/** A policy with these detectors alone, and without rules. */
export function policyOfFiveActs(policy: Policy): Policy {
  const noRules = { additions: [], effects: [], additionDesk: undefined, effectDesk: undefined };
  const codes = new Set(
    detectors.filter(({ name }) => ofFiveActs.has(name)).flatMap((one) => one.signals(slotOf).map(({ code }) => code)),
  );
  const each = <T>(of: (type: EventType) => T): Record<EventType, T> =>
    Object.fromEntries(Object.keys(eventTypes).map((type) => [type, of(type as EventType)])) as Record<EventType, T>;
  return {
    ...policy,
    rules: each(() => noRules),
    byType: each((type) => ({
      ...policy.byType[type],
      extractors: policy.byType[type].extractors.filter(({ name }) => ofFiveActs.has(name)),
      signals: policy.byType[type].signals.filter(({ code }) => codes.has(code)),
    })),
  };
}
