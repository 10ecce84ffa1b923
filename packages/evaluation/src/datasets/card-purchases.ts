import type { LabelledEvent } from './labelled-event.ts';
import { type Row, eventOfRow } from './row.ts';

/** What the generator puts before the name of every merchant, honest or not. */
const generatorsPrefix = /^fraud_/;

/**
 * One row of a Sparkov table of card purchases: unix_time, cc_num, merchant, category, amt (USD), merch_lat, merch_long,
 * is_fraud. Who the holder is (age, home, town) stays out: upstream would not send it with a purchase.
 */
export function cardPurchase(row: Row, at: number): LabelledEvent {
  const name = (row['merchant'] ?? '').replace(generatorsPrefix, '');
  const category = row['category'] ?? '';
  const data = {
    context: { channel: category.endsWith('_net') ? 'web' : 'store' },
    amount: { minor: Math.round(Number(row['amt']) * 100), currency: 'USD' },
    merchant: {
      id: name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-'),
      name,
      category,
      place: { latitude: Number(row['merch_lat']), longitude: Number(row['merch_long']) },
    },
  };
  const account = `card-${row['cc_num'] ?? ''}`;
  const timeMs = Number(row['unix_time']) * 1000;
  return eventOfRow(
    `purchase-${at}`,
    'evaluate/cards',
    accountOf(account),
    timeMs,
    { type: 'purchase.requested', data },
    row['is_fraud'] === '1',
  );
}

/** The numbers are a generator's, and yet look like card numbers, which events must not hold: a letter between every three digits. */
const accountOf = (account: string): string => account.replaceAll(/(\d{3})(?=\d)/g, '$1x');
