import type { AccountEvent } from '@countersign/events';
import { hash32 } from '../profile/hash.ts';
import { majorUnits } from '../profile/money-in-major-units.ts';
import type { EventKeys } from '../scoring-input.ts';

/** Hashes of the kinds that an event is of. */
export interface Kinds {
  /** From the widest to the narrowest, each a part of the one before: type, category, amount, hour. */
  readonly alike: readonly number[];
  readonly merchant?: number;
  readonly network?: number;
}

/** Amounts whose natural logs lie in one step of this width are alike: 100 and 160 are, 100 and 170 are not. */
const lnStep = 0.5;
const hoursOfDaypart = 4;

/** The kinds of an event; only types whose detectors ask have any. */
export function kindsOf(event: AccountEvent, keys: EventKeys): Kinds {
  if (event.type !== 'purchase.requested') return none;
  const { amount, merchant } = event.data;
  const lnAmount = Math.log(Math.max(0.01, majorUnits(amount.minor, amount.currency)));
  const type = hash32(event.type);
  const category = hash32(merchant?.category ?? '', type);
  const priced = hash32(amount.currency, category + Math.floor(lnAmount / lnStep));
  const daypart = Math.floor((event.time / 3_600_000 / hoursOfDaypart) % (24 / hoursOfDaypart));
  const alike = [type, category, priced, hash32('daypart', priced + daypart)];
  return keys.merchant === undefined ? { alike } : { alike, merchant: hash32(keys.merchant, type) };
}

const none: Kinds = { alike: [] };

/** All of them, as a decision keeps them and its label brings them back. */
export const kindList = ({ alike, merchant, network }: Kinds): readonly number[] => [
  ...alike,
  ...(merchant === undefined ? [] : [merchant]),
  ...(network === undefined ? [] : [network]),
];
