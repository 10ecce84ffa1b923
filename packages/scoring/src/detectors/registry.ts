import { accountMemory } from './account-memory/account-memory.ts';
import { type NamedSignal, type RegisteredDetector, registered } from './bound-detector.ts';
import type { FeatureSpec } from './detector.ts';
import { deliveryHandover } from './delivery-handover/delivery-handover.ts';
import { dormancy } from './dormancy/dormancy.ts';
import { earnedTrust } from './earned-trust/earned-trust.ts';
import { failedLogins } from './failed-logins/failed-logins.ts';
import { giftCardRedemption } from './gift-card-redemption/gift-card-redemption.ts';
import { highValue } from './high-value/high-value.ts';
import { linkage } from './linkage/linkage.ts';
import { loginLikelihood } from './login-likelihood/login-likelihood.ts';
import { newAccountAbuse } from './new-account-abuse/new-account-abuse.ts';
import { newDevice } from './new-device/new-device.ts';
import { passwordReset } from './password-reset/password-reset.ts';
import { purchaseSpike } from './purchase-spike/purchase-spike.ts';
import { refundRequest } from './refund-request/refund-request.ts';
import { reputation } from './reputation/reputation.ts';
import { settingsChange } from './settings-change/settings-change.ts';
import { unusualHour } from './unusual-hour/unusual-hour.ts';
import { spendingNovelty } from './spending-novelty/spending-novelty.ts';
import { subscriptionStart } from './subscription-start/subscription-start.ts';
import { velocity } from './velocity/velocity.ts';
import { unusualLocation } from './unusual-location/unusual-location.ts';

/** Every detector, one line each, in any order; it is the order of features in a decision. */
export const detectors: readonly RegisteredDetector[] = [
  registered(accountMemory),
  registered(newDevice),
  registered(unusualLocation),
  registered(unusualHour),
  registered(failedLogins),
  registered(loginLikelihood),
  registered(highValue),
  registered(purchaseSpike),
  registered(spendingNovelty),
  registered(settingsChange),
  registered(giftCardRedemption),
  registered(refundRequest),
  registered(subscriptionStart),
  registered(passwordReset),
  registered(deliveryHandover),
  registered(earnedTrust),
  registered(dormancy),
  registered(newAccountAbuse),
  registered(linkage),
  registered(reputation),
  registered(velocity),
];

/** A feature with the slot that holds it. */
export interface RegisteredFeature extends FeatureSpec {
  readonly name: string;
  readonly slot: number;
  readonly detector: string;
  /** Found only where a rule or model names it. */
  readonly isOnDemand: boolean;
}

const isOnDemand = ({ onDemand }: RegisteredDetector): boolean => onDemand;

/** Every feature; its index is its slot. Those that are found on demand alone come last, wherever their detector stands. */
export const features: readonly RegisteredFeature[] = [
  ...detectors.filter((one) => !isOnDemand(one)),
  ...detectors.filter(isOnDemand),
]
  .flatMap((detector) =>
    Object.entries(detector.features).map(([name, spec]) => ({
      ...spec,
      name,
      detector: detector.name,
      isOnDemand: detector.onDemand,
    })),
  )
  .map((feature, slot) => ({ ...feature, slot }));

/** How many features stand before those that are found on demand alone. */
export const ordinaryCount = features.findIndex(({ isOnDemand }) => isOnDemand);

const slots = new Map(features.map((feature) => [feature.name, feature.slot]));

/** The slot of a feature. Throws at a name that no detector declares. */
export function slotOf(name: string): number {
  const slot = slots.get(name);
  if (slot === undefined) throw new Error(`No detector declares the feature '${name}'.`);
  return slot;
}

/** Every reason code. */
export const signals: readonly NamedSignal[] = detectors.flatMap((detector) => detector.signals(slotOf));
