import type { EventType } from '@countersign/events';
import { z } from 'zod';
import { valueOf } from '../../features/features.ts';
import { ramp } from '../../features/ramp.ts';
import { dayS, hourS } from '../../features/scene.ts';
import type { Profile } from '../../profile/profile.ts';
import { countWithin } from '../../profile/series.ts';
import { settingNames } from '../../profile/setting-names.ts';
import type { Detector } from '../detector.ts';
import { passwordResetWords } from './password-reset.words.ts';

const parameters = z.strictObject({
  /** Requests for one account in 24 h that a forgetful owner makes, and where they count in full. */
  ordinaryResets: z.int().min(1).max(100).default(2),
  manyResets: z.int().min(2).max(1_000).default(4),
  /** Accounts asked for from one device or one address in 24 h: a household, and where it counts in full. */
  ordinaryAccounts: z.int().min(1).max(64).default(3),
  manyAccounts: z.int().min(2).max(64).default(8),
  /** How long a changed e-mail address or phone number may be the thief's. */
  contactHours: z.number().min(1).max(720).default(72),
});
type Parameters = z.infer<typeof parameters>;

const on: readonly EventType[] = ['password_reset.requested'];

/** Resets asked for again and again, for one account or for many from one place. */
export const passwordReset: Detector<Parameters> = {
  name: 'password-reset',
  on,
  parameters,
  words: passwordResetWords,
  features: {
    resets24h: { kind: 'number', unit: 'requests', meaning: 'for this account in the last 24 hours, with this one' },
    resetAccounts24h: {
      kind: 'number',
      unit: 'accounts',
      meaning: 'asked for from this device or address in 24 hours, with this one; the larger of both',
    },
    contactChangedHours: {
      kind: 'number',
      unit: 'hours',
      meaning: 'since a change of e-mail address or phone number went through; absent when none is remembered',
    },
  },
  build(slotOf) {
    const resets = slotOf('resets24h');
    const accounts = slotOf('resetAccounts24h');
    const contactHours = slotOf('contactChangedHours');
    return {
      extract({ input, profile, logS }, write) {
        write.number(resets, 1 + countWithin(profile.passwordResets, logS, dayS));
        const sets = ['deviceResetAccounts', 'ipResetAccounts'].flatMap((name) => input.entities.get(name) ?? []);
        const changedS = contactChangedS(profile);
        if (changedS > 0) write.number(contactHours, Math.max(0, logS - changedS) / hourS);
        const { device, ip, account } = input.keys;
        if (sets.length === 0) {
          write.notKnown(accounts, device === undefined && ip === undefined ? 'not_supplied' : 'unavailable');
        } else write.number(accounts, Math.max(...sets.map((set) => set.size + (set.has(account) ? 0 : 1))));
      },
      signals: [
        {
          code: 'reset_burst',
          family: 'conduct',
          strength: (f, p) => ramp(valueOf(f, resets), p.ordinaryResets, p.manyResets),
          observed: (f) => valueOf(f, resets),
          expected: (_, p) => p.ordinaryResets,
        },
        {
          code: 'reset_spray',
          family: 'conduct',
          strength: (f, p) => ramp(valueOf(f, accounts), p.ordinaryAccounts, p.manyAccounts),
          observed: (f) => valueOf(f, accounts),
          expected: (_, p) => p.ordinaryAccounts,
        },
        {
          code: 'reset_after_contact_change',
          family: 'conduct',
          strength: (f, p) => (valueOf(f, contactHours) < p.contactHours ? 1 : 0),
          observed: (f) => valueOf(f, contactHours),
          expected: (_, p) => p.contactHours,
        },
      ],
    };
  },
};

const contacts = new Set([settingNames.indexOf('email'), settingNames.indexOf('phone')]);

/** When a change of a contact last went through, proved or not; 0 never. */
function contactChangedS({ changes }: Profile): number {
  let lastS = 0;
  for (const { setting, effect, timeS } of changes)
    if (effect > 0 && contacts.has(setting) && timeS > lastS) lastS = timeS;
  return lastS;
}
