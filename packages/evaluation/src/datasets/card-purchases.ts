import { type ReadRow, type Row, badRow, eventOfRow, flagOf } from './row.ts';

/** What the generator puts before the name of every merchant, honest or not. */
const generatorsPrefix = /^fraud_/;

/**
 * One row of a Sparkov table of card purchases: unix_time, cc_num, merchant, category, amt (USD), merch_lat, merch_long,
 * is_fraud. Who the holder is (age, home, town) stays out: upstream would not send it with a purchase.
 */
export function cardPurchase(row: Row, at: number): ReadRow {
  const isFraud = flagOf(row['is_fraud']);
  if (isFraud === undefined) return badRow(`its is_fraud is ${JSON.stringify(row['is_fraud'])}; allowed: 0 or 1`);
  const minor = Math.round(numberOf(row['amt']) * 100);
  if (Number.isNaN(minor)) return badRow(`its amt is ${JSON.stringify(row['amt'])}; allowed: a number of US dollars`);
  const name = (row['merchant'] ?? '').replace(generatorsPrefix, '');
  const category = row['category'] ?? '';
  const place = { latitude: numberOf(row['merch_lat']), longitude: numberOf(row['merch_long']) };
  const id = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  const merchant = {
    ...(id === '' ? {} : { id, name }),
    ...(category === '' ? {} : { category }),
    ...(Number.isNaN(place.latitude + place.longitude) ? {} : { place }),
  };
  const data = {
    context: { channel: category.endsWith('_net') ? 'web' : 'store' },
    amount: { minor, currency: 'USD' },
    ...(id === '' ? {} : { merchant }),
  };
  const account = row['cc_num'] === undefined || row['cc_num'] === '' ? '' : accountOf(`card-${row['cc_num']}`);
  const timeMs = numberOf(row['unix_time']) * 1000;
  return eventOfRow(`purchase-${at}`, 'evaluate/cards', account, timeMs, { type: 'purchase.requested', data }, isFraud);
}

/** NaN where a column is empty or no number. */
const numberOf = (text: string | undefined): number =>
  text === undefined || text.trim() === '' ? Number.NaN : Number(text);

/** The numbers are a generator's, and yet look like card numbers, which events must not hold: a letter between every three digits. */
const accountOf = (account: string): string => account.replaceAll(/(\d{3})(?=\d)/g, '$1x');
