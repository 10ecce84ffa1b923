import { expect, test } from 'vitest';
import { moneyWords } from './money-words.ts';

test.each([
  [129_900, 'EUR', '€1,299.00'],
  [1, 'USD', '$0.01'],
  [0, 'GBP', '£0.00'],
  [5_000, 'JPY', '¥5,000'],
  [1_234, 'KWD', 'KWD 1.234'],
  [1_234_567, 'IQD', 'IQD 1,234.567'],
  [150_000, 'HUF', 'HUF 1,500.00'],
  [1_000_000_000_000, 'EUR', '€10,000,000,000.00'],
])('%i minor units of %s are %s', (minor, currency, words) => {
  // Intl separates a currency code from its amount with a no-break space.
  expect(moneyWords({ minor, currency }, 'en').replaceAll('\u00a0', ' ')).toBe(words);
});
