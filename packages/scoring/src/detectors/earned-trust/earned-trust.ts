import type { EventType } from '@countersign/events';
import { z } from 'zod';
import { barWord } from '../../channel-bars.ts';
import { type FeatureWriter, type Features, isSet, valueOf, wordOf } from '../../features/features.ts';
import { ramp } from '../../features/ramp.ts';
import { type Scene, hourS } from '../../features/scene.ts';
import { isPasskey } from '../../learning/access-traces.ts';
import { channelBits } from '../../profile/access-memory.ts';
import { hash32, hashHigh } from '../../profile/hash.ts';
import { type SettingName, settingNameOf } from '../../profile/setting-names.ts';
import { acts } from '../acts.ts';
import type { BuiltDetector, Detector, SlotOf } from '../detector.ts';
import { earnedTrustWords } from './earned-trust.words.ts';
import { openingOf, wasHereBefore } from './opened-by-code.ts';

const parameters = z.strictObject({
  /** How long a device that a code opened needs more than a code for sensitive acts. */
  codeOpenedHours: z.number().min(1).max(168).default(72),
  /** How long a channel that reset the password approves nothing. */
  resetHours: z.number().min(1).max(168).default(24),
  /** How long after a login with a passkey nobody is asked for a code on that device. */
  passkeyMinutes: z.number().min(0).max(60).default(10),
  /** How long a device that nobody proved is too young for purchases above the habit. */
  unprovedDays: z.number().min(0).max(30).default(1),
});
type Parameters = z.infer<typeof parameters>;

/** Changes that e-mail alone never approves: whoever reads the mail must not take the account with it (OTP-39). */
const neverByEmail: ReadonlySet<SettingName> = new Set<SettingName>([
  'email',
  'payout',
  'mfa',
  'mfa_remove',
  'two_step_remove',
]);
const sensitive: readonly EventType[] = [
  'settings.change_requested',
  'purchase.requested',
  'gift_card.redemption_requested',
  'refund.requested',
];
/** A setting weighs by itself; what moves money at once is what a relayed code is for. */
const money = sensitive.filter((type) => type !== 'settings.change_requested');
/** What a gift card weighs on such a device where the account is at home; whoever relays a code sits elsewhere. */
const giftCardAtHome = 0.5;
const codesInReach = channelBits.email | channelBits.sms | channelBits.voice;

/**
 * Trust by how it was earned (OTP-37, OTP-39, OTP-40): a device that only a code opened, channels that must not approve this
 * act, a passkey just used, standing two-step verification.
 */
export const earnedTrust: Detector<Parameters> = {
  name: 'earned-trust',
  on: acts,
  parameters,
  words: earnedTrustWords,
  features: {
    codeOpenedHours: { kind: 'number', unit: 'hours', meaning: 'since a code opened this device, unknown before' },
    codeOpenedPlaceKnown: {
      kind: 'flag',
      unit: 'yes/no',
      meaning: 'the account was in this city or network before that code',
    },
    passkeyMinutes: { kind: 'number', unit: 'minutes', meaning: 'since a login with a passkey on this device' },
    twoStep: { kind: 'flag', unit: 'yes/no', meaning: 'two-step is on and the browser not remembered' },
    barredChannels: { kind: 'word', unit: 'names', meaning: 'channels that must not approve this act' },
    barredBecause: { kind: 'word', unit: 'name', meaning: 'why: code_opened, password_reset or email_alone' },
  },
  build,
};

function build(slotOf: SlotOf): BuiltDetector<Parameters> {
  const slots = {
    opened: slotOf('codeOpenedHours'),
    placeKnown: slotOf('codeOpenedPlaceKnown'),
    passkey: slotOf('passkeyMinutes'),
    twoStep: slotOf('twoStep'),
    barred: slotOf('barredChannels'),
    because: slotOf('barredBecause'),
  };
  const sensitivity = slotOf('settingSensitivity');
  const setting = slotOf('setting');
  const trust = slotOf('deviceTrust');
  const deviceAge = slotOf('deviceAgeDays');
  const amount = slotOf('amount');
  const spendZ = slotOf('spendZ');
  const share = slotOf('amountOfLimit');
  /** How sensitive the act is: a setting by what it hands over, a purchase by how far it is above the habit. */
  const weightOfAct = (f: Features): number => {
    if (wordOf(f, setting) !== undefined) return valueOf(f, sensitivity) || 0;
    if (Number.isNaN(valueOf(f, amount))) return isSet(f, slots.placeKnown) ? giftCardAtHome : 1;
    return aboveHabit(f);
  };
  const aboveHabit = (f: Features): number =>
    Math.max(ramp(valueOf(f, spendZ), 1, 2), ramp(valueOf(f, share), 0.2, 0.6));
  // What is worth a thief's while; the rest asks a customer on a journey for nothing.
  const worthOfAct = (f: Features): number =>
    Number.isNaN(valueOf(f, share)) ? 1 : ramp(valueOf(f, share), 0.03, 0.1);
  return {
    extract(scene, write, p) {
      const { event, keys } = scene.input;
      const opening = sensitive.includes(event.type) ? openingOf(scene, keys.device, p.codeOpenedHours) : undefined;
      if (opening !== undefined) {
        write.number(slots.opened, Math.max(0, scene.logS - opening.timeS) / hourS);
        const isKnown = wasHereBefore(scene, opening);
        if (isKnown === undefined)
          write.notKnown(slots.placeKnown, keys.network === undefined ? 'no_address' : 'not_found');
        else write.flag(slots.placeKnown, isKnown);
      }
      const passkey = minutesSincePasskey(scene, keys.device, p);
      if (passkey !== undefined) write.number(slots.passkey, passkey);
      else if (event.type === 'login.succeeded' && isChallengedByTwoStep(scene)) write.flag(slots.twoStep, true);
      writeBars(scene, opening !== undefined, write, p, slots);
    },
    signals: [
      {
        code: 'code_opened_device',
        family: 'conduct',
        on: sensitive,
        strength: (f) => (valueOf(f, slots.opened) >= 0 ? weightOfAct(f) : 0),
        observed: (f) => valueOf(f, slots.opened),
        expected: (_, p) => p.codeOpenedHours,
      },
      {
        code: 'code_opened_elsewhere',
        family: 'conduct',
        on: money,
        // Only what the device does not say already.
        strength: (f) => (valueOf(f, slots.placeKnown) === 0 ? Math.max(0, worthOfAct(f) - weightOfAct(f)) : 0),
        observed: (f) => valueOf(f, slots.opened),
        expected: (_, p) => p.codeOpenedHours,
      },
      {
        code: 'unproved_device',
        family: 'novelty',
        on: ['purchase.requested'],
        // The login was let through without a code: the first thing above the habit may be asked about instead.
        strength: (f, p) => (valueOf(f, trust) === 1 && valueOf(f, deviceAge) < p.unprovedDays ? aboveHabit(f) : 0),
        observed: (f) => valueOf(f, deviceAge),
        expected: (_, p) => p.unprovedDays,
      },
    ],
  };
}

function minutesSincePasskey(
  { input, profile, logS }: Scene,
  device: string | undefined,
  p: Parameters,
): number | undefined {
  const { event } = input;
  if (event.type === 'login.succeeded' && isPasskey(event)) return 0;
  const { passkey } = profile.access;
  if (passkey === undefined || device === undefined) return undefined;
  if (passkey.low !== hash32(device) || passkey.high !== hashHigh(device)) return undefined;
  const minutes = Math.max(0, logS - passkey.timeS) / 60;
  return minutes < p.passkeyMinutes ? minutes : undefined;
}

/** Upstream says that it checked its own signed, revocable token of at most 30 days; nobody else can (OTP-40). */
const isChallengedByTwoStep = ({ input: { event }, profile }: Scene): boolean =>
  profile.access.twoStepS > 0 && event.type === 'login.succeeded' && event.data.rememberedBrowser !== true;

function writeBars(
  { input: { event }, profile, logS }: Scene,
  isOpenedByCode: boolean,
  write: FeatureWriter,
  p: Parameters,
  slots: { readonly barred: number; readonly because: number },
): void {
  const { reset, authenticatorS } = profile.access;
  const isReset = reset.doneS > 0 && logS - reset.doneS < p.resetHours * hourS;
  const isNotByEmail = event.type === 'settings.change_requested' && neverByEmail.has(settingNameOf(event.data));
  // A code that was relayed once is relayed again; an authenticator that the owner never used cannot be asked for.
  const beyondReach = authenticatorS > 0 ? codesInReach : codesInReach | channelBits.authenticator;
  const bars =
    (isReset ? reset.channels : 0) | (isNotByEmail ? channelBits.email : 0) | (isOpenedByCode ? beyondReach : 0);
  if (bars === 0) return;
  write.word(slots.barred, barWord(bars));
  write.word(slots.because, isOpenedByCode ? 'code_opened' : isReset ? 'password_reset' : 'email_alone');
}
