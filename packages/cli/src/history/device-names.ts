import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createPseudonyms } from '@countersign/engine';
import {
  configurationOrExit,
  configuredKeys,
  keyRing,
  keysInFolder,
  keyVariables,
  nodeMac,
  processVariables,
  systemRandomness,
} from '@countersign/runtime';

/**
 * What a device may be called in decisions: the pseudonym of an id, where this machine has the key of pseudonyms (in the
 * folder, or COUNTERSIGN_KEY_PSEUDONYM), and the given word itself, which may be a pseudonym already (SEC-07).
 */
export function deviceNames(device: string): readonly string[] {
  const config = configurationOrExit({ ...processVariables, pseudonym: keyVariables.pseudonym }, []);
  const { folder, pseudonym } = config;
  if (pseudonym === undefined && !existsSync(join(folder, 'keys', 'pseudonym.key'))) return [device];
  const purposes = ['pseudonym'] as const;
  const keys = keysInFolder(folder, purposes, configuredKeys(config, purposes), systemRandomness);
  return [device, createPseudonyms(nodeMac(keyRing(keys)))('device', device)];
}
