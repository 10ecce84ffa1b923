import type { Setting } from '@countersign/events';

/** Settings by the number that stands for them in a profile. Append only: stored profiles hold the numbers. */
export const settingNames: readonly Setting[] = [
  'email',
  'phone',
  'password',
  'payment_method',
  'shipping_address',
  'payout',
  'mfa',
  'name',
];
