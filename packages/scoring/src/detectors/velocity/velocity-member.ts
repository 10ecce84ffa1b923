import type { AccountEvent } from '@countersign/events';
import { hash32, hashHigh } from '../../profile/hash.ts';
import type { EventKeys } from '../../scoring-input.ts';
import { type VelocityEntity, moneyOf } from './velocity-table.ts';

/** One act in a set: all that count, sum and distinct need. */
export interface VelocityMember {
  /** 64 bits of the event's id: the same act is the same member, however often it is written (DEL-09). */
  readonly event: string;
  /** Log time, epoch seconds. */
  readonly timeS: number;
  /** Pseudonym of what is told apart; empty where the event does not name it. */
  readonly of: string;
  /** Undefined where the act moves nothing or nobody says how much. */
  readonly minor: number | undefined;
  readonly currency: string;
}

const separator = '~';
const radix = 36;

/** What an act adds to a set that tells `of` apart. `logTimeMs`: epoch milliseconds. */
export function velocityMember(event: AccountEvent, keys: EventKeys, logTimeMs: number, of: VelocityEntity): string {
  const money = moneyOf(event);
  return [
    eventKeyOf(event.id),
    Math.floor(logTimeMs / 1000).toString(radix),
    money?.minor.toString(radix) ?? '',
    money?.currency ?? '',
    keys[of] ?? '',
  ].join(separator);
}

/** The key of an event in members. */
export const eventKeyOf = (eventId: string): string =>
  `${hashHigh(eventId).toString(radix)}.${hash32(eventId).toString(radix)}`;

/** A member as it was written by `velocityMember`. */
export function readMember(text: string): VelocityMember {
  const [event = '', time = '', minor = '', currency = '', ...of] = text.split(separator);
  return {
    event,
    timeS: Number.parseInt(time, radix),
    of: of.join(separator),
    minor: minor === '' ? undefined : Number.parseInt(minor, radix),
    currency,
  };
}
