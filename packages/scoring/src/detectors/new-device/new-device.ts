import type { EventType } from '@countersign/events';
import { z } from 'zod';
import { type FeatureWriter, type Features, isSet, valueOf } from '../../features/features.ts';
import { ramp } from '../../features/ramp.ts';
import { dayS } from '../../features/scene.ts';
import { hash32, hashHigh } from '../../profile/hash.ts';
import { type DeviceMemory, recallDevice, usedLast } from '../../profile/known-device.ts';
import { agentBit } from '../../profile/shown-agents.ts';
import type { Agent } from '../../scoring-input.ts';
import { acts } from '../acts.ts';
import type { BuiltDetector, Detector, SlotOf } from '../detector.ts';
import { accountsNewToDevice } from './accounts-new-to-device.ts';
import { newDeviceWords } from './new-device.words.ts';

const parameters = z.strictObject({
  /** A device not seen for this long may have changed hands, unless it was in use for longer than it was away. */
  forgetDays: z.number().min(1).max(365).default(30),
  /** A device not seen for this long is as good as new, whatever else is known. */
  awayDays: z.number().min(1).max(3_650).default(180),
  /** Accounts new to a device in 7 days from which on it earns no trust (SEC-08). */
  sharedAccounts: z.int().min(2).max(64).default(3),
  /** Age at which a device that was only seen has earned all the trust that it can. */
  habitDays: z.number().min(0.1).max(365).default(7),
});
type Parameters = z.infer<typeof parameters>;

const on: readonly EventType[] = [...acts, 'account.created'];

/**
 * A device that the account does not know, that shows another system than ever, or that too many accounts share; and the
 * trust that a known one earned.
 */
export const newDevice: Detector<Parameters> = {
  name: 'new-device',
  on,
  parameters,
  words: newDeviceWords,
  features: {
    deviceKnown: { kind: 'flag', unit: 'yes/no', meaning: 'the account learned this device before' },
    deviceAgeDays: { kind: 'number', unit: 'days', meaning: 'since the account first saw it' },
    deviceIdleDays: { kind: 'number', unit: 'days', meaning: 'since the account last saw it' },
    deviceLatest: { kind: 'flag', unit: 'yes/no', meaning: 'the account used no other device since' },
    deviceTrust: {
      kind: 'number',
      unit: '0..4',
      meaning: '0 distrusted, 1 seen, 2 proved by e-mail, 3 phone, 4 authenticator',
    },
    deviceSystemKnown: { kind: 'flag', unit: 'yes/no', meaning: 'the device showed this operating system before' },
    deviceBrowserKnown: { kind: 'flag', unit: 'yes/no', meaning: 'the device showed this browser before' },
    deviceNewAccounts: { kind: 'number', unit: 'accounts', meaning: 'accounts new to the device in 7 days' },
  },
  build,
};

function build(slotOf: SlotOf): BuiltDetector<Parameters> {
  const known = slotOf('deviceKnown');
  const age = slotOf('deviceAgeDays');
  const idle = slotOf('deviceIdleDays');
  const latest = slotOf('deviceLatest');
  const trust = slotOf('deviceTrust');
  const accounts = slotOf('deviceNewAccounts');
  const system = slotOf('deviceSystemKnown');
  const browser = slotOf('deviceBrowserKnown');
  const countryKnown = slotOf('countryKnown');
  const placesOf = [countryKnown, slotOf('regionKnown'), slotOf('cityKnown')];
  const isShared = (f: Features, p: Parameters): boolean => valueOf(f, accounts) >= p.sharedAccounts;
  // Who simply stayed away comes back on the same device; one that the account went on without may have been sold,
  // and is, when it turns up elsewhere.
  const isForgotten = (f: Features, p: Parameters): boolean => {
    const away = valueOf(f, idle);
    if (away >= p.awayDays) return true;
    const isPutAway = away >= p.forgetDays && valueOf(f, latest) === 0 && away >= valueOf(f, age) - away;
    return isPutAway && placesOf.some((slot) => valueOf(f, slot) === 0);
  };
  // One machine has one system; a cookie belongs to one browser, but apps show theirs under changing names.
  const foreignness = (f: Features): number =>
    valueOf(f, system) === 0 ? 1 : valueOf(f, browser) === 0 ? ofBrowserAlone : 0;
  const isTrusted = (f: Features, p: Parameters): boolean =>
    isSet(f, known) && valueOf(f, trust) >= 1 && !isForgotten(f, p) && !isShared(f, p) && valueOf(f, system) !== 0;
  return {
    extract({ input, profile, nowS, logS }, write, { sharedAccounts }) {
      const { device } = input.keys;
      if (device === undefined) {
        for (const slot of [known, age, idle, latest, trust, accounts]) write.notKnown(slot, 'not_supplied');
        return;
      }
      const memory = recallDevice(profile, hashHigh(device), hash32(device));
      write.flag(known, memory !== undefined);
      const wasShared = memory !== undefined && memory.sharedS > 0 && logS - memory.sharedS < 7 * dayS;
      const counted = accountsNewToDevice(input, memory === undefined);
      if (counted === undefined && !wasShared) write.notKnown(accounts, 'unavailable');
      else write.number(accounts, Math.max(counted ?? 0, wasShared ? sharedAccounts : 0));
      if (memory === undefined) return;
      write.number(age, Math.max(0, nowS - memory.firstS) / dayS);
      write.number(idle, Math.max(0, nowS - memory.lastS) / dayS);
      write.flag(latest, usedLast(profile) <= memory.lastS);
      write.number(trust, memory.trust);
      writeAgent(input.agent, memory, write, { system, browser });
    },
    signals: [
      {
        code: 'new_device',
        family: 'novelty',
        strength: (f, p) => (valueOf(f, known) === 0 || isForgotten(f, p) ? 1 : 0),
        // Days since it was last seen.
        observed: (f) => (isSet(f, known) ? Math.floor(valueOf(f, idle)) : 'never seen'),
        expected: (_, p) => p.forgetDays,
      },
      {
        code: 'foreign_agent',
        family: 'novelty',
        // A device that counts as new has its own reason.
        strength: (f, p) => (isSet(f, known) && !isForgotten(f, p) ? foreignness(f) : 0),
        observed: (f) => (valueOf(f, system) === 0 ? 'system' : 'browser'),
      },
      {
        code: 'distrusted_device',
        family: 'memory',
        strength: (f) => (valueOf(f, trust) === 0 ? 1 : 0),
      },
      {
        code: 'device_shared',
        family: 'conduct',
        strength: (f, p) => (isShared(f, p) ? ramp(valueOf(f, accounts), 0, p.sharedAccounts * 2) : 0),
        observed: (f) => valueOf(f, accounts),
        expected: (_, p) => p.sharedAccounts,
      },
      {
        code: 'known_device',
        family: 'trust',
        // A claim that is suddenly made elsewhere loses half its credit (SEC-08).
        strength: (f, p) =>
          isTrusted(f, p) ? ramp(valueOf(f, age), 0, p.habitDays) * (valueOf(f, countryKnown) === 0 ? 0.5 : 1) : 0,
        observed: (f) => Math.floor(valueOf(f, age)),
      },
      {
        code: 'proved_device',
        family: 'trust',
        strength: (f, p) => (isTrusted(f, p) ? (creditOfProof[valueOf(f, trust)] ?? 0) : 0),
        observed: (f) => proofs[valueOf(f, trust)],
      },
    ],
  };
}

/** What another browser says where the system is the same. */
const ofBrowserAlone = 0.4;

function writeAgent(
  agent: Agent | undefined,
  { shown }: DeviceMemory,
  write: FeatureWriter,
  slots: { readonly system: number; readonly browser: number },
): void {
  const judge = (slot: number, name: string | undefined, bits: number): void => {
    if (name === undefined || name === '') write.notKnown(slot, 'not_supplied');
    else if (bits === 0) write.notKnown(slot, 'no_history');
    else write.flag(slot, (bits & agentBit(hash32(name))) !== 0);
  };
  judge(slots.system, agent?.system, shown.systems);
  judge(slots.browser, agent?.browser, shown.browsers);
}

/** Credit by trust level: e-mail is the weakest proof, an authenticator the strongest (OTP-30). */
const creditOfProof: readonly number[] = [0, 0, 0.6, 0.8, 1];
const proofs: readonly string[] = ['', '', 'email', 'phone', 'authenticator'];
