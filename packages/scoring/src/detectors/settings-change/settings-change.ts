import type { AccountEvent, EventType } from '@countersign/events';
import { z } from 'zod';
import { type FeatureWriter, valueOf, wordOf } from '../../features/features.ts';
import { ramp } from '../../features/ramp.ts';
import { dayS, hourS } from '../../features/scene.ts';
import type { Profile } from '../../profile/profile.ts';
import { type SettingName, settingNameOf, settingNames } from '../../profile/setting-names.ts';
import { sensitiveActs } from '../acts.ts';
import type { BuiltDetector, Detector, SlotOf } from '../detector.ts';
import { settingsChangeWords } from './settings-change.words.ts';

const share = z.number().min(0).max(1);
const parameters = z.strictObject({
  /** How far a change of each setting hands the account over, 0..1; `mfa_remove` is the removal of a second factor. */
  sensitivity: z
    .strictObject({
      email: share.default(1),
      phone: share.default(0.95),
      password: share.default(0.95),
      payout: share.default(1),
      mfa: share.default(0.9),
      mfa_remove: share.default(1),
      two_step: share.default(0.5),
      two_step_remove: share.default(1),
      payment_method: share.default(0.55),
      shipping_address: share.default(0.5),
      name: share.default(0.2),
    })
    .prefault({}),
  /** Different settings touched in 10 minutes, this one among them, from which on it is a burst, and where it counts in full. */
  burstKinds: z.int().min(2).max(8).default(2),
  burstFull: z.int().min(2).max(9).default(4),
  /** How long a change taints a purchase, redemption, refund or payout after it. */
  chainHours: z.number().min(1).max(168).default(72),
  /** What remains of that when the owner proved the change with a code. */
  provedShare: share.default(0.5),
});
type Parameters = z.infer<typeof parameters>;

const on: readonly EventType[] = sensitiveActs;
const burstWindowS = 600;

/** A change that can hand the account over; several at once; and the chain from a change to money. */
export const settingsChange: Detector<Parameters> = {
  name: 'settings-change',
  on,
  parameters,
  words: settingsChangeWords,
  features: {
    setting: { kind: 'word', unit: 'name', meaning: 'which setting is to change' },
    settingSensitivity: { kind: 'number', unit: '0..1', meaning: 'how far its change hands the account over' },
    settingKinds10m: {
      kind: 'number',
      unit: 'settings',
      meaning: 'different settings touched in 10 minutes, with this one',
    },
    changeBefore: { kind: 'word', unit: 'name', meaning: 'the weightiest change that went through before this act' },
    changeBeforeWeight: {
      kind: 'number',
      unit: '0..1',
      meaning: 'sensitivity of the changes before, less when proved, fading with age',
    },
    changeBeforeHours: { kind: 'number', unit: 'hours', meaning: 'since that change' },
  },
  build,
};

function build(slotOf: SlotOf): BuiltDetector<Parameters> {
  const setting = slotOf('setting');
  const sensitivity = slotOf('settingSensitivity');
  const kinds = slotOf('settingKinds10m');
  const before = slotOf('changeBefore');
  const beforeWeight = slotOf('changeBeforeWeight');
  const beforeHours = slotOf('changeBeforeHours');
  const chain = { before, beforeWeight, beforeHours };
  return {
    extract({ input, profile, logS }, write, p) {
      const { event } = input;
      if (event.type === 'settings.change_requested') {
        write.word(setting, event.data.setting);
        write.number(sensitivity, sensitivityOf(event, p));
        write.number(kinds, kindsTouched(profile, settingNameOf(event.data), logS));
        if (!completing.has(settingNameOf(event.data))) return;
      }
      extractChain(profile, logS, write, p, chain);
    },
    signals: [
      {
        code: 'sensitive_setting',
        family: 'conduct',
        on: ['settings.change_requested'],
        strength: (f) => valueOf(f, sensitivity) || 0,
        observed: (f) => wordOf(f, setting),
      },
      {
        code: 'settings_burst',
        family: 'conduct',
        on: ['settings.change_requested'],
        strength: (f, p) => ramp(valueOf(f, kinds), p.burstKinds - 1, p.burstFull),
        observed: (f) => valueOf(f, kinds),
        expected: (_, p) => p.burstKinds,
      },
      {
        code: 'takeover_chain',
        family: 'conduct',
        strength: (f) => valueOf(f, beforeWeight) || 0,
        observed: (f) => wordOf(f, before),
        expected: (_, p) => p.chainHours,
      },
    ],
  };
}

type ChangeEvent = Extract<AccountEvent, { type: 'settings.change_requested' }>;

const sensitivityOf = ({ data }: ChangeEvent, { sensitivity }: Parameters): number => sensitivity[settingNameOf(data)];

/** Changes that complete a take-over that others began: after them money or the account itself is gone. */
const completing: ReadonlySet<SettingName> = new Set<SettingName>(['payout', 'mfa_remove', 'two_step_remove']);

/** Different settings in the last 10 minutes, attempts included. */
function kindsTouched(profile: Profile, setting: SettingName, logS: number): number {
  let touched = 1 << settingNames.indexOf(setting);
  for (const change of profile.changes) if (change.timeS > logS - burstWindowS) touched |= 1 << change.setting;
  let count = 0;
  for (let rest = touched; rest > 0; rest &= rest - 1) count += 1;
  return count;
}

interface ChainSlots {
  readonly before: number;
  readonly beforeWeight: number;
  readonly beforeHours: number;
}

function extractChain(profile: Profile, logS: number, write: FeatureWriter, p: Parameters, slots: ChainSlots): void {
  let weight = 0;
  let harmless = 1;
  let strongest: Profile['changes'][number] | undefined;
  for (const change of profile.changes) {
    const ageHours = Math.max(0, logS - change.timeS) / hourS;
    if (change.effect === 0 || ageHours >= p.chainHours) continue;
    const name = settingNames[change.setting] ?? 'name';
    const proved = change.effect === 2 ? p.provedShare : 1;
    // Full for a day, then fading: a bargain bought a day after is as suspicious, a week after it is not.
    const fading = Math.min(1, (p.chainHours - ageHours) / Math.max(1, p.chainHours - dayS / hourS));
    const found = p.sensitivity[name] * proved * fading;
    harmless *= 1 - found;
    if (found <= weight) continue;
    weight = found;
    strongest = change;
  }
  if (strongest === undefined) return;
  write.number(slots.beforeWeight, 1 - harmless); // Two proved changes weigh more than one: e-mail, then password.
  write.word(slots.before, settingNames[strongest.setting] ?? 'name');
  write.number(slots.beforeHours, Math.round(Math.max(0, logS - strongest.timeS) / 360) / 10);
}
