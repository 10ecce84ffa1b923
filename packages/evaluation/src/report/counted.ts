const plurals = new Intl.PluralRules('en');

/** A count with its English noun, which takes an s where the count is plural: `1 fraud`, `2,000 frauds`, `0 frauds`. */
export const counted = (count: number, noun: string): string =>
  `${count.toLocaleString('en-US')} ${noun}${plurals.select(count) === 'one' ? '' : 's'}`;
