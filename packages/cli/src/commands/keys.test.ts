import {
  apiKeys,
  httpVariables,
  keyPurposes,
  keyVariables,
  readConfiguration,
  systemRandomness,
} from '@countersign/runtime';
import { describe, expect, it } from 'vitest';
import { newApiKey, newServiceKeys } from './keys.ts';

const environmentOf = (assignments: readonly string[]): Record<string, string> =>
  Object.fromEntries(assignments.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));

describe('new keys', () => {
  it('are API keys that a notifier configured with them recognises, with their scopes and no other', () => {
    const environment = environmentOf(newApiKey(systemRandomness, ['verify']));
    const { COUNTERSIGN_API_KEY: key = '', COUNTERSIGN_API_KEYS: entries } = environment;
    const reading = readConfiguration(httpVariables, { COUNTERSIGN_API_KEYS: entries });
    const caller = reading.ok ? apiKeys(reading.config.apiKeys ?? []).recognise(key) : undefined;
    expect([caller?.may('verify'), caller?.may('read'), caller?.may('admin')]).toEqual([true, false, false]);
    expect(entries).not.toContain(key.slice(12));
  });

  it('are service keys that the configuration takes, one of its own for each purpose', () => {
    const reading = readConfiguration(keyVariables, environmentOf(newServiceKeys(systemRandomness, 'k1')));
    const secrets = reading.ok
      ? keyPurposes.map((purpose) => Buffer.from(reading.config[purpose]?.[0]?.secret ?? []).toString('hex'))
      : [];
    expect(new Set(secrets).size).toBe(keyPurposes.length);
  });
});
