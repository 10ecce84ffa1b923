import type { AccountEvent, Money, Place } from '@countersign/events';
import { z } from 'zod';
import { type FeatureWriter, isSet, valueOf, wordOf } from '../../features/features.ts';
import { ramp } from '../../features/ramp.ts';
import type { Scene } from '../../features/scene.ts';
import { deliveryKey } from '../../learning/money-traces.ts';
import { majorUnits } from '../../profile/money-in-major-units.ts';
import type { ExpectedDelivery } from '../../profile/money-memory.ts';
import { deliveries } from '../acts.ts';
import type { BuiltDetector, Detector, SlotOf } from '../detector.ts';
import { distanceKm } from '../unusual-location/great-circle.ts';
import { deliveryHandoverWords } from './delivery-handover.words.ts';

const limits = z.record(z.string().regex(/^[A-Z]{3}$/), z.number().positive());
const parameters = z.strictObject({
  /** Value from which on a parcel is handed over against a code, major units by ISO 4217 currency. */
  parcelLimits: limits.default({ EUR: 300, USD: 300, GBP: 260 }),
  /** The same for grocery orders; a very small amount asks for a code at every one. */
  groceryLimits: limits.default({ EUR: 120, USD: 120, GBP: 100 }),
  /** How far from the stop a courier may stand: a wide yard, a bad signal; and from where it is another address. */
  nearKm: z.number().min(0.01).max(10).default(0.3),
  farKm: z.number().min(0.02).max(50).default(0.6),
});
type Parameters = z.infer<typeof parameters>;

/** What is handed over against a code that its recipient got, and couriers who stand at another door (OTP-36). */
export const deliveryHandover: Detector<Parameters> = {
  name: 'delivery-handover',
  on: deliveries,
  parameters,
  words: deliveryHandoverWords,
  features: {
    deliveryKind: { kind: 'word', unit: 'name', meaning: 'parcel or grocery' },
    deliveryValue: { kind: 'number', unit: 'major units', meaning: 'what is delivered is worth' },
    deliveryCurrency: { kind: 'word', unit: 'ISO 4217', meaning: 'its currency' },
    deliveryOfLimit: { kind: 'number', unit: 'share', meaning: 'the value divided by the limit of kind and currency' },
    deliveryWasCoded: { kind: 'flag', unit: 'yes/no', meaning: 'it was sent against a code, and goes on with one' },
    courierDistanceKm: { kind: 'number', unit: 'km', meaning: 'from the stop to where the courier stands' },
  },
  build,
};

function build(slotOf: SlotOf): BuiltDetector<Parameters> {
  const slots = {
    kind: slotOf('deliveryKind'),
    value: slotOf('deliveryValue'),
    currency: slotOf('deliveryCurrency'),
    share: slotOf('deliveryOfLimit'),
    coded: slotOf('deliveryWasCoded'),
    distance: slotOf('courierDistanceKm'),
  };
  return {
    extract({ input, profile }: Scene, write, p) {
      const { event } = input;
      if (event.type === 'delivery.dispatched') extractValue(event, write, p, slots);
      else if (isOnItsWay(event)) {
        const key = deliveryKey(event.data);
        const sent = profile.money.deliveries.find((known) => known.key === key);
        if (event.type === 'delivery.rescheduled') write.flag(slots.coded, sent?.needsCode ?? false);
        else extractDistance(sent, event.data.place, write, slots.distance);
      }
    },
    signals: [
      {
        code: 'handover_code',
        family: 'conduct',
        on: ['delivery.dispatched', 'delivery.rescheduled'],
        strength: (f) => (valueOf(f, slots.share) >= 1 || isSet(f, slots.coded) ? 1 : 0),
        observed: (f) =>
          isSet(f, slots.coded) ? undefined : `${valueOf(f, slots.value)} ${wordOf(f, slots.currency)}`,
        expected: (f, p) => {
          const of = wordOf(f, slots.kind) === 'grocery' ? p.groceryLimits : p.parcelLimits;
          const currency = wordOf(f, slots.currency);
          return currency === undefined ? undefined : `${of[currency] ?? 0} ${currency}`;
        },
      },
      {
        code: 'wrong_address',
        family: 'conduct',
        on: ['delivery.handover_attempted'],
        strength: (f, p) => ramp(valueOf(f, slots.distance), p.nearKm, p.farKm),
        observed: (f) => valueOf(f, slots.distance),
        expected: (_, p) => p.nearKm,
      },
    ],
  };
}

type Slots = Readonly<Record<'kind' | 'value' | 'currency' | 'share' | 'coded' | 'distance', number>>;
type Dispatch = Extract<AccountEvent, { type: 'delivery.dispatched' }>;
type OnItsWay = Extract<AccountEvent, { type: 'delivery.rescheduled' | 'delivery.handover_attempted' }>;

const isOnItsWay = (event: AccountEvent): event is OnItsWay =>
  event.type === 'delivery.rescheduled' || event.type === 'delivery.handover_attempted';

function extractValue({ data }: Dispatch, write: FeatureWriter, p: Parameters, slots: Slots): void {
  write.word(slots.kind, data.kind);
  if (data.value === undefined) {
    write.notKnown(slots.value, 'not_supplied');
    write.notKnown(slots.share, 'not_supplied');
    return;
  }
  const { minor, currency }: Money = data.value;
  const major = majorUnits(minor, currency);
  const limit = (data.kind === 'grocery' ? p.groceryLimits : p.parcelLimits)[currency];
  write.number(slots.value, major);
  write.word(slots.currency, currency);
  if (limit === undefined) write.notKnown(slots.share, 'no_limit_for_currency');
  else write.number(slots.share, major / limit);
}

function extractDistance(
  sent: ExpectedDelivery | undefined,
  place: Place | undefined,
  write: FeatureWriter,
  slot: number,
): void {
  const { latitude, longitude } = place ?? {};
  if (sent === undefined) write.notKnown(slot, 'not_found');
  else if (latitude === undefined || longitude === undefined) write.notKnown(slot, 'not_supplied');
  else if (sent.latitude10k === undefined || sent.longitude10k === undefined) write.notKnown(slot, 'no_coordinates');
  else write.number(slot, distanceKm(latitude, longitude, sent.latitude10k / 1e4, sent.longitude10k / 1e4));
}
