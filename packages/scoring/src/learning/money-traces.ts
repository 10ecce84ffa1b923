import type { AccountEvent } from '@countersign/events';
import { hash32 } from '../profile/hash.ts';
import { type ExpectedDelivery, type MoneyMemory, moneyLimits, oneMoreFading } from '../profile/money-memory.ts';
import { type Series, withHappening } from '../profile/series.ts';
import type { Verdict } from '../verdict.ts';

type Refund = Extract<AccountEvent, { type: 'refund.requested' }>;
type Dispatch = Extract<AccountEvent, { type: 'delivery.dispatched' }>;

/** A refund was asked for, whatever became of it. */
export const withRefund = (money: MoneyMemory, { data }: Refund, logS: number): MoneyMemory => ({
  ...money,
  refunds: oneMore(money.refunds, logS, data.amount.minor),
  refundsSoFar: oneMoreFading(money.refundsSoFar, logS),
});

/** A free trial was asked for. */
export const withTrial = (money: MoneyMemory, logS: number): MoneyMemory => ({
  ...money,
  trials: oneMore(money.trials, logS, 0),
  trialsSoFar: oneMoreFading(money.trialsSoFar, logS),
});

/** An order left: where it goes, and whether it is handed over against a code. */
export function withDelivery(money: MoneyMemory, { data }: Dispatch, verdict: Verdict, logS: number): MoneyMemory {
  const key = deliveryKey(data);
  const { latitude, longitude } = data.place ?? {};
  const hasPlace = latitude !== undefined && longitude !== undefined;
  const delivery: ExpectedDelivery = {
    key,
    timeS: logS,
    latitude10k: hasPlace ? Math.round(latitude * 10_000) : undefined,
    longitude10k: hasPlace ? Math.round(longitude * 10_000) : undefined,
    needsCode: verdict.action !== 'allow',
  };
  const others = money.deliveries.filter((known) => known.key !== key);
  return { ...money, deliveries: [...others, delivery].slice(-moneyLimits.deliveries) };
}

/** One order at one stop. */
export const deliveryKey = ({ orderId, stopId }: { readonly orderId: string; readonly stopId: string }): number =>
  hash32(`${orderId}|${stopId}`);

const oneMore = (series: Series, logS: number, sum: number): Series =>
  withHappening(series, logS, sum, moneyLimits.series);
