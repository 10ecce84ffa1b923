import type { Environment } from '../configuration/read-configuration.ts';
import type { Log } from '../log/log.ts';
import { systemClock } from '../system-clock.ts';
import { systemRandomness } from '../system-randomness.ts';
import { configuredKeySource } from './configured-key-source.ts';
import { type FollowedKeys, followKeys } from './follow-keys.ts';
import type { KeyPurpose } from './key-purpose.ts';

/** Files are looked at often: a rotation is announced much longer before (`leastNoticeMs`). */
const fileEveryMs = 5_000;
/** A command may be a call of a secret manager that somebody pays for. */
const commandEveryMs = 60_000;

/**
 * The keys of a process as it is configured, followed until it stops.
 * @throws CountersignError `bad_configuration` when they cannot be read now
 */
export const openKeys = (
  { keysCommand: command, folder }: { readonly keysCommand: string | undefined; readonly folder: string },
  purposes: readonly KeyPurpose[],
  log: Pick<Log, 'info' | 'warn'>,
  environment: Environment = process.env,
): Promise<FollowedKeys> =>
  followKeys(configuredKeySource({ purposes, environment, command, folder, randomness: systemRandomness }), {
    clock: systemClock,
    log,
    everyMs: command === undefined ? fileEveryMs : commandEveryMs,
  });
