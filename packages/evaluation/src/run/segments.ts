import { type ReplayedEvent, networkOf } from '@countersign/engine';
import { slotOf, valueOf } from '@countersign/scoring';

/** Edges of the ages of accounts, in days. */
const ages = [
  { below: 7, name: 'under 7 days' },
  { below: 30, name: '7 to 30 days' },
  { below: 180, name: '30 to 180 days' },
  { below: Number.POSITIVE_INFINITY, name: '180 days and more' },
] as const;

const ageSlot = slotOf('accountAgeDays');

/** Groups of customers whose burden is compared, by the name of the grouping. */
export function segmentsOf({ item, input, verdict }: ReplayedEvent): Readonly<Record<string, string>> {
  const { ip } = item.event.data.context ?? {};
  const days = valueOf(verdict.found, ageSlot);
  const age = ages.find(({ below }) => days < below)?.name;
  return {
    country: 'country' in input.geo ? input.geo.country : 'unknown',
    address: ip === undefined ? 'none' : ip.includes(':') ? 'IPv6' : 'IPv4',
    network: (ip === undefined ? undefined : networkOf(ip)) ?? 'none',
    'account age': age ?? 'unknown',
  };
}
