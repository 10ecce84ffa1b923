import type { AccountEvent } from '@countersign/events';
import { hash32 } from '../profile/hash.ts';
import { type ChangeEffect, type Profile, type SettingChange, profileLimits } from '../profile/profile.ts';
import { withEvent } from '../profile/recent-events.ts';
import { type Series, withHappening } from '../profile/series.ts';
import { settingNames } from '../profile/setting-names.ts';
import type { ScoringInput } from '../scoring-input.ts';
import type { Verdict } from '../verdict.ts';
import { withHabit } from './settle.ts';

/**
 * The profile with what an event leaves behind whatever became of it: its id, that it happened, how often.
 * A late event leaves no velocity (DEL-12). Windows run on log time.
 */
export function withTraces(profile: Profile, input: ScoringInput, verdict: Verdict, logS: number): Profile {
  const { event } = input;
  const isLate = input.flags.includes('late');
  const base: Profile = {
    ...profile,
    firstS: profile.firstS === 0 ? logS : profile.firstS,
    lastS: Math.max(profile.lastS, logS),
    recentEvents: withEvent(profile.recentEvents, event.id, logS),
  };
  return isLate ? base : withVelocity(base, event, verdict, logS);
}

function withVelocity(profile: Profile, event: AccountEvent, verdict: Verdict, logS: number): Profile {
  switch (event.type) {
    case 'login.failed':
      return { ...profile, failedLogins: oneMore(profile.failedLogins, logS) };
    case 'credential.breached':
      return event.data.current === false ? profile : { ...profile, breachedS: logS };
    case 'account.cleared':
      return { ...profile, frozenS: 0 };
    case 'purchase.requested': {
      const { minor, currency } = event.data.amount;
      return { ...profile, spend: withPurchase(profile, currency, minor, logS) };
    }
    case 'settings.change_requested':
      return withChange(profile, event, verdict, logS);
    case 'gift_card.issued': {
      const card = { key: hash32(event.data.giftCard.digest), timeS: logS };
      return { ...profile, issuedCards: [...profile.issuedCards, card].slice(-profileLimits.issuedCards) };
    }
    case 'gift_card.redemption_requested': {
      const giftCardTries = oneMore(profile.giftCardTries, logS);
      if (event.data.codeStatus === undefined || event.data.codeStatus === 'valid')
        return { ...profile, giftCardTries };
      return { ...profile, giftCardTries, giftCardFailures: oneMore(profile.giftCardFailures, logS) };
    }
    default:
      return profile;
  }
}

const oneMore = (series: Series, logS: number): Series => withHappening(series, logS, 0, profileLimits.series);

const withPurchase = (profile: Profile, currency: string, minor: number, logS: number): Profile['spend'] =>
  withHabit(profile.spend, currency, logS, (habit) => ({
    ...habit,
    series: withHappening(habit.series, logS, minor, profileLimits.series),
  }));

function withChange(
  profile: Profile,
  event: Extract<AccountEvent, { type: 'settings.change_requested' }>,
  verdict: Verdict,
  logS: number,
): Profile {
  const effect: ChangeEffect = verdict.action === 'allow' ? 1 : 0;
  const setting = settingNames.indexOf(event.data.setting);
  const change: SettingChange = { setting, timeS: logS, effect, eventKey: hash32(event.id) };
  return { ...profile, changes: [...profile.changes, change].slice(-profileLimits.changes) };
}
