import type { RecordedEvent } from '../re-decide.ts';
import type { Edit } from './edited.ts';
import type { Lever } from './lever.ts';

/** Features that are the amount itself, whichever the event has. */
const amounts = ['amount', 'giftCardValue', 'deliveryValue'] as const;
/** Features that grow in proportion with it. */
const shares = ['amountOfLimit', 'giftCardOfLimit', 'deliveryOfLimit'] as const;
const smallest = 0.01;

/** Features that follow from the amount, for whoever must not pull them alone. */
export const amountFeatures: ReadonlySet<string> = new Set([...amounts, ...shares, 'spendZ', 'spent24h', 'spent24hZ']);

/** The field of the event that rules see. */
export const amountField = 'amount.minor';

/**
 * The amount with everything that follows from it: its share of the limit, how unusual it is for the account, the sum of the
 * day. Undefined where nothing moves.
 */
export function amountLever(recorded: RecordedEvent): Lever | undefined {
  const name = amounts.find((one) => typeof recorded.features[one] === 'number');
  const observed = name === undefined ? undefined : Number(recorded.features[name]);
  if (name === undefined || observed === undefined || observed <= smallest) return undefined;
  const at = (value: number): Edit => amountAt(recorded, name, observed, value);
  return { name, reasons: [], harmless: at(smallest), scale: { observed, harmless: smallest, at } };
}

function amountAt(recorded: RecordedEvent, name: string, observed: number, value: number): Edit {
  const found = recorded.features;
  const features: Record<string, number> = { [name]: value };
  for (const share of shares) {
    const whole = found[share];
    if (typeof whole === 'number') features[share] = (whole * value) / observed;
  }
  const { usualAmount: usual, spendZ: z, spent24h: spent, spent24hZ: dayZ, purchases24h: purchases } = found;
  if (typeof z === 'number' && typeof usual === 'number' && usual > 0 && z !== 0) {
    const spread = Math.log(observed / usual) / z; // As the detector made it: the log above the usual, in deviations.
    const newZ = Math.log(value / usual) / spread;
    features['spendZ'] = newZ;
    // The day's deviations are summed, over the root of their number.
    if (typeof dayZ === 'number') features['spent24hZ'] = dayZ + (newZ - z) / Math.sqrt(Math.max(1, Number(purchases)));
  }
  if (typeof spent === 'number') features['spent24h'] = Math.max(smallest, spent - observed + value);
  const minor = recorded.facts?.[amountField];
  const facts = typeof minor === 'number' ? { [amountField]: Math.floor((minor * value) / observed) } : undefined;
  return { features, ...(facts === undefined ? {} : { facts }) };
}
