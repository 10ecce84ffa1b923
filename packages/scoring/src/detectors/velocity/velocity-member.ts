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

/** A member as it was written by `velocityMember`. Cut by hand: an entity that is full has hundreds, at every event. */
export function readMember(text: string): VelocityMember {
  const time = text.indexOf(separator) + 1;
  const minor = text.indexOf(separator, time) + 1;
  const currency = text.indexOf(separator, minor) + 1;
  const of = text.indexOf(separator, currency) + 1;
  return {
    event: text.slice(0, time - 1),
    timeS: Number.parseInt(text.slice(time, minor - 1), radix),
    minor: currency === minor + 1 ? undefined : Number.parseInt(text.slice(minor, currency - 1), radix),
    currency: text.slice(currency, of - 1),
    of: text.slice(of),
  };
}
