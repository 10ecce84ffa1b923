import type { AccountEvent, Money } from '@countersign/events';
import { hash32 } from '../profile/hash.ts';
import { type ChangeEffect, type Profile, type SettingChange, profileLimits } from '../profile/profile.ts';
import { withEvent } from '../profile/recent-events.ts';
import { type Series, withHappening } from '../profile/series.ts';
import { settingNameOf, settingNames } from '../profile/setting-names.ts';
import type { ScoringInput } from '../scoring-input.ts';
import type { Verdict } from '../verdict.ts';
import type { Draft } from './draft.ts';
import { loginLiftsFreeze } from './lifts-freeze.ts';
import { withDelivery, withRefund, withTrial } from './money-traces.ts';
import { withHabit } from './settle.ts';

/**
 * Notes what an event leaves behind whatever became of it: its id, that it happened, how often.
 * A late event leaves no velocity (DEL-12). Windows run on log time.
 */
export function leaveTraces(draft: Draft, input: ScoringInput, verdict: Verdict, logS: number): void {
  if (draft.firstS === 0) draft.firstS = logS;
  draft.lastS = Math.max(draft.lastS, logS);
  draft.recentEvents = withEvent(draft.recentEvents, input.event.id, logS);
  if (!input.flags.includes('late')) leaveVelocity(draft, input, verdict, logS);
}

function leaveVelocity(draft: Draft, input: ScoringInput, verdict: Verdict, logS: number): void {
  const { event } = input;
  switch (event.type) {
    case 'login.failed':
      draft.failedLogins = oneMore(draft.failedLogins, logS);
      break;
    case 'credential.breached':
      if (event.data.current !== false) draft.breachedS = logS;
      break;
    case 'login.succeeded':
      if (draft.frozenS > 0 && verdict.action === 'allow' && loginLiftsFreeze(input, draft, logS)) draft.frozenS = 0;
      break;
    case 'account.cleared':
      draft.frozenS = 0;
      break;
    case 'purchase.requested':
      draft.spend = withPurchase(draft.spend, event.data.amount, logS);
      break;
    case 'settings.change_requested':
      draft.changes = withChange(draft.changes, event, verdict, logS);
      if (event.data.setting === 'password' && verdict.action === 'allow') draft.breachedS = 0;
      break;
    case 'gift_card.issued':
      draft.issuedCards = withIssuedCard(draft.issuedCards, event.data.giftCard.digest, logS);
      break;
    case 'gift_card.redemption_requested':
      draft.giftCardTries = oneMore(draft.giftCardTries, logS);
      if (isBadCode(event)) draft.giftCardFailures = oneMore(draft.giftCardFailures, logS);
      break;
    case 'password_reset.requested':
      draft.passwordResets = withHappening(draft.passwordResets, logS, 0, profileLimits.passwordResets);
      break;
    case 'refund.requested':
      draft.money = withRefund(draft.money, event, logS);
      break;
    case 'subscription.start_requested':
      if (event.data.trialEndsAt !== undefined) draft.money = withTrial(draft.money, logS);
      break;
    case 'delivery.dispatched':
      draft.money = withDelivery(draft.money, event, verdict, logS);
      break;
    default:
      break;
  }
}

type Redemption = Extract<AccountEvent, { type: 'gift_card.redemption_requested' }>;

const isBadCode = ({ data }: Redemption): boolean => data.codeStatus !== undefined && data.codeStatus !== 'valid';

const oneMore = (series: Series, logS: number): Series => withHappening(series, logS, 0, profileLimits.series);

const withPurchase = (spend: Profile['spend'], { minor, currency }: Money, logS: number): Profile['spend'] =>
  withHabit(spend, currency, logS, (habit) => ({
    ...habit,
    series: withHappening(habit.series, logS, minor, profileLimits.series),
  }));

const withIssuedCard = (cards: Profile['issuedCards'], digest: string, timeS: number): Profile['issuedCards'] =>
  [...cards, { key: hash32(digest), timeS }].slice(-profileLimits.issuedCards);

function withChange(
  changes: readonly SettingChange[],
  event: Extract<AccountEvent, { type: 'settings.change_requested' }>,
  verdict: Verdict,
  logS: number,
): readonly SettingChange[] {
  const effect: ChangeEffect = verdict.action === 'allow' ? 1 : 0;
  const setting = settingNames.indexOf(settingNameOf(event.data));
  return [...changes, { setting, timeS: logS, effect, eventKey: hash32(event.id) }].slice(-profileLimits.changes);
}
