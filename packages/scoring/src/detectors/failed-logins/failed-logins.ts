import { z } from 'zod';
import { valueOf } from '../../features/features.ts';
import { ramp } from '../../features/ramp.ts';
import { dayS, hourS } from '../../features/scene.ts';
import { countWithin } from '../../profile/series.ts';
import { acts } from '../acts.ts';
import type { Detector } from '../detector.ts';
import { failedLoginsWords } from './failed-logins.words.ts';

const parameters = z.strictObject({
  /** Failures in 1 h that nobody wonders about: a forgotten password. */
  ordinaryFailures: z.int().min(0).max(100).default(3),
  /** Failures in 1 h from which on the burst counts in full. */
  burstFailures: z.int().min(1).max(1_000).default(8),
  /** Accounts failing from one address in 1 h that nobody wonders about: an office. */
  ordinaryAccounts: z.int().min(0).max(64).default(4),
  /** Accounts failing from one address in 1 h from which on it counts in full. */
  stuffingAccounts: z.int().min(1).max(64).default(15),
  /** The same for a network (IPv4 /24, IPv6 /48), where more people live. */
  ordinaryInNetwork: z.int().min(0).max(64).default(12),
  stuffingInNetwork: z.int().min(1).max(64).default(40),
  /** Addresses from which one account failed in 1 h from which on it is guessed at by many, and where it counts in full. */
  guessingAddresses: z.int().min(2).max(64).default(5),
  manyAddresses: z.int().min(2).max(64).default(8),
});
type Parameters = z.infer<typeof parameters>;

/** Passwords guessed before the right one: at this account, or at many accounts from this address. */
export const failedLogins: Detector<Parameters> = {
  name: 'failed-logins',
  on: acts,
  parameters,
  words: failedLoginsWords,
  features: {
    failedLogins1h: { kind: 'number', unit: 'events', meaning: 'failed logins and failed codes in the last hour' },
    failedLogins24h: { kind: 'number', unit: 'events', meaning: 'failed logins and failed codes in the last 24 hours' },
    ipFailedAccounts1h: {
      kind: 'number',
      unit: 'accounts',
      meaning: 'accounts at which logins from this address failed in the last hour',
    },
    ipFailedAccounts24h: {
      kind: 'number',
      unit: 'accounts',
      meaning: 'accounts at which logins from this address failed in the last 24 hours',
    },
    networkFailedAccounts1h: {
      kind: 'number',
      unit: 'accounts',
      meaning: 'accounts at which logins from this network failed in the last hour',
    },
    failedAddresses1h: {
      kind: 'number',
      unit: 'addresses',
      meaning: 'addresses from which logins to this account failed in the last hour',
    },
  },
  build(slotOf) {
    const inHour = slotOf('failedLogins1h');
    const inDay = slotOf('failedLogins24h');
    const accounts = slotOf('ipFailedAccounts1h');
    const accountsDay = slotOf('ipFailedAccounts24h');
    const inNetwork = slotOf('networkFailedAccounts1h');
    const addresses = slotOf('failedAddresses1h');
    return {
      extract({ input, profile, logS }, write) {
        write.number(inHour, countWithin(profile.failedLogins, logS, hourS));
        write.number(inDay, countWithin(profile.failedLogins, logS, dayS));
        if (input.event.type !== 'login.succeeded') return;
        for (const [slot, name] of [
          [accounts, 'ipFailedAccounts'],
          [accountsDay, 'ipFailedAccountsDay'],
          [inNetwork, 'networkFailedAccounts'],
          [addresses, 'accountFailedIps'],
        ] as const) {
          const members = input.entities.get(name);
          if (members !== undefined) write.number(slot, members.size);
          else write.notKnown(slot, input.keys.ip === undefined ? 'no_address' : 'unavailable');
        }
      },
      signals: [
        {
          code: 'failed_login_burst',
          family: 'conduct',
          strength: (f, p) =>
            Math.max(
              ramp(valueOf(f, inHour), p.ordinaryFailures, p.burstFailures),
              ramp(valueOf(f, inDay), p.ordinaryFailures * 3, p.burstFailures * 3),
            ),
          observed: (f) => valueOf(f, inHour),
          expected: (_, p) => p.ordinaryFailures,
        },
        {
          code: 'stuffing_source',
          family: 'conduct',
          on: ['login.succeeded'],
          strength: (f, p) =>
            Math.max(
              ramp(valueOf(f, accounts), p.ordinaryAccounts, p.stuffingAccounts),
              ramp(valueOf(f, accountsDay), 2 * p.ordinaryAccounts, 2 * p.stuffingAccounts),
            ),
          observed: (f) => valueOf(f, accounts),
          expected: (_, p) => p.ordinaryAccounts,
        },
        {
          code: 'stuffing_network',
          family: 'conduct',
          on: ['login.succeeded'],
          // What one address of it does is said by stuffing_source already.
          strength: (f, p) =>
            ramp(valueOf(f, inNetwork) - (valueOf(f, accounts) || 0), p.ordinaryInNetwork, p.stuffingInNetwork),
          observed: (f) => valueOf(f, inNetwork),
          expected: (_, p) => p.ordinaryInNetwork,
        },
        {
          code: 'guessed_from_many',
          family: 'conduct',
          on: ['login.succeeded'],
          strength: (f, p) =>
            valueOf(f, inHour) >= p.guessingAddresses
              ? ramp(valueOf(f, addresses), p.guessingAddresses - 1, p.manyAddresses)
              : 0,
          observed: (f) => valueOf(f, addresses),
          expected: (_, p) => p.guessingAddresses - 1,
        },
      ],
    };
  },
};
