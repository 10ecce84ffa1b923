import type { Money } from '@countersign/events';
import type { UnknownReason } from '../../features/unknown-reasons.ts';
import { majorUnits } from '../../profile/money-in-major-units.ts';
import type { EntityMembers } from '../../scoring-input.ts';
import { type VelocityMember, readMember } from './velocity-member.ts';

/** Acts of a set in the window that ends with an event, that event left out: it is counted apart, and once. */
export function actsWithin(members: EntityMembers, endS: number, windowS: number, event: string): VelocityMember[] {
  const acts: VelocityMember[] = [];
  for (const text of members.keys()) {
    const act = readMember(text);
    if (act.timeS > endS - windowS && act.timeS <= endS && act.event !== event) acts.push(act);
  }
  return acts;
}

/** Sums by currency in minor units; undefined where an act does not say how much it moves. */
export function sumsOf(acts: readonly VelocityMember[]): ReadonlyMap<string, number> | undefined {
  const sums = new Map<string, number>();
  for (const { minor, currency } of acts) {
    if (minor === undefined) return undefined;
    sums.set(currency, (sums.get(currency) ?? 0) + minor);
  }
  return sums;
}

/** What an event adds to a sum: nothing where it is another act. */
export type OwnMoney = Money | 'not_supplied' | 'other_act';

/**
 * The sum with this event, in major units of the one currency that everything is in. Two currencies have no sum: we know no
 * rates, and leaving one out would be a silent zero.
 */
export function sumWith(sums: ReadonlyMap<string, number> | undefined, own: OwnMoney): number | UnknownReason {
  if (sums === undefined || own === 'not_supplied') return 'not_supplied';
  const [first, ...more] = sums;
  if (more.length > 0) return 'other_currency';
  if (own === 'other_act') return first === undefined ? 0 : majorUnits(first[1], first[0]);
  if (first === undefined) return majorUnits(own.minor, own.currency);
  return first[0] === own.currency ? majorUnits(first[1] + own.minor, own.currency) : 'other_currency';
}

/** How many things are told apart, with what this event names; what names nothing is none of them. */
export function distinctWith(acts: readonly VelocityMember[], own: string | undefined): number {
  const found = new Set(acts.flatMap(({ of }) => (of === '' ? [] : [of])));
  if (own !== undefined) found.add(own);
  return found.size;
}
