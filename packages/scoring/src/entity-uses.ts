import type { AccountEvent } from '@countersign/events';
import { stuffingUses } from './detectors/failed-logins/stuffing-uses.ts';
import { linkageUses } from './detectors/linkage/linkage-uses.ts';
import { birthUses } from './detectors/new-account-abuse/birth-uses.ts';
import { deviceWeekMs } from './detectors/new-device/accounts-new-to-device.ts';
import type { EntityUse, EventKeys } from './scoring-input.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/**
 * The entity sets that the detectors of this event read, and what the event adds to them; empty for most types.
 * Sets of devices carry their week in the id: by `timeMs`, which should be the order time of DEL-12, epoch milliseconds.
 */
export function entityUses(event: AccountEvent, keys: EventKeys, timeMs: number = event.time): readonly EntityUse[] {
  switch (event.type) {
    case 'login.succeeded':
      return [...deviceUses(timeMs, keys), ...stuffingUses(keys, false), ...linkageUses(keys)];
    case 'account.created':
      return [...deviceUses(timeMs, keys), ...birthUses(keys), ...linkageUses(keys)];
    case 'login.failed':
      return stuffingUses(keys, true);
    case 'gift_card.redemption_requested': {
      const isBadCode = event.data.codeStatus !== undefined && event.data.codeStatus !== 'valid';
      return [...deviceUses(timeMs, keys), ...cardUses(keys), ...badCodeUses(keys, isBadCode), ...linkageUses(keys)];
    }
    case 'purchase.requested':
    case 'settings.change_requested':
      return linkageUses(keys);
    case 'refund.requested':
      return [...refundUses(event, keys), ...linkageUses(keys)];
    case 'subscription.start_requested':
      return event.data.trialEndsAt === undefined ? linkageUses(keys) : [...trialUses(keys), ...linkageUses(keys)];
    case 'password_reset.requested':
      return [...resetUses(keys), ...linkageUses(keys)];
    default:
      return none;
  }
}

const none: readonly EntityUse[] = [];

function deviceUses(timeMs: number, keys: EventKeys): readonly EntityUse[] {
  if (keys.device === undefined) return none;
  const week = Math.floor(timeMs / deviceWeekMs);
  const set = (weekNumber: number) => ({
    id: `device:${keys.device}:accounts:${weekNumber}`,
    bucketMs: dayMs,
    windowMs: 28 * dayMs,
  });
  return [
    { name: 'deviceAccounts', set: set(week), member: keys.account },
    { name: 'deviceAccountsLastWeek', set: set(week - 1), member: undefined },
    { name: 'deviceAccountsBefore', set: set(week - 2), member: undefined },
  ];
}

/** Accounts that tried one gift card. */
function cardUses(keys: EventKeys): readonly EntityUse[] {
  if (keys.giftCard === undefined) return none;
  const set = { id: `gift_card:${keys.giftCard}:accounts`, bucketMs: dayMs, windowMs: 30 * dayMs };
  return [{ name: 'giftCardAccounts', set, member: keys.account }];
}

/** Codes that led nowhere, typed on one device or from one address whatever the account: enumeration. */
function badCodeUses(keys: EventKeys, isBadCode: boolean): readonly EntityUse[] {
  const member = isBadCode ? keys.giftCard : undefined;
  const set = (kind: string, key: string) => ({
    id: `${kind}:${key}:bad_gift_cards`,
    bucketMs: hourMs,
    windowMs: dayMs,
  });
  return [
    ...(keys.device === undefined ? [] : [{ name: 'deviceBadGiftCards', set: set('device', keys.device), member }]),
    ...(keys.ip === undefined ? [] : [{ name: 'ipBadGiftCards', set: set('ip', keys.ip), member }]),
  ];
}

/** Accounts whose refunds go to one instrument that did not pay. */
function refundUses(
  { data }: Extract<AccountEvent, { type: 'refund.requested' }>,
  keys: EventKeys,
): readonly EntityUse[] {
  if (keys.instrument === undefined || data.target.kind === 'original') return none;
  const set = { id: `instrument:${keys.instrument}:refunded_accounts`, bucketMs: dayMs, windowMs: 30 * dayMs };
  return [{ name: 'refundTargetAccounts', set, member: keys.account }];
}

/** Accounts that took a free trial on one device or instrument. */
function trialUses({ account, device, instrument }: EventKeys): readonly EntityUse[] {
  const set = (id: string) => ({ id: `${id}:trial_accounts`, bucketMs: 10 * dayMs, windowMs: 90 * dayMs });
  return [
    ...(device === undefined ? [] : [{ name: 'deviceTrialAccounts', set: set(`device:${device}`), member: account }]),
    ...(instrument === undefined
      ? []
      : [{ name: 'instrumentTrialAccounts', set: set(`instrument:${instrument}`), member: account }]),
  ];
}

/** Accounts whose password was asked for anew from one device or address. */
function resetUses({ account, device, ip }: EventKeys): readonly EntityUse[] {
  const set = (id: string) => ({ id: `${id}:reset_accounts`, bucketMs: 3 * hourMs, windowMs: dayMs });
  return [
    ...(device === undefined ? [] : [{ name: 'deviceResetAccounts', set: set(`device:${device}`), member: account }]),
    ...(ip === undefined ? [] : [{ name: 'ipResetAccounts', set: set(`ip:${ip}`), member: account }]),
  ];
}
