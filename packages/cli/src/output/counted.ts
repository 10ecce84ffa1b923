/** A count with its noun, which takes an s where it is not one: `1 rule`, `2,000 rules`. */
export const counted = (count: number, noun: string): string =>
  `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;
