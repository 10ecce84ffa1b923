import type { EventData, Setting } from '@countersign/events';

/** A setting, or the removal of what protects the account, which hands it over further than a change does. */
export type SettingName = Setting | 'mfa_remove' | 'two_step_remove';

/** Settings by the number that stands for them in a profile. Append only: stored profiles hold the numbers. */
export const settingNames: readonly SettingName[] = [
  'email',
  'phone',
  'password',
  'payment_method',
  'shipping_address',
  'payout',
  'mfa',
  'name',
  'mfa_remove',
  'two_step',
  'two_step_remove',
];

/** The name of what a change does. */
export function settingNameOf({
  setting,
  action,
}: Pick<EventData<'settings.change_requested'>, 'setting' | 'action'>): SettingName {
  if (action !== 'remove') return setting;
  if (setting === 'mfa') return 'mfa_remove';
  return setting === 'two_step' ? 'two_step_remove' : setting;
}
