import type { Randomness } from '@countersign/engine';
import {
  createApiKey,
  keyPurposes,
  keyVariableName,
  type Scope,
  writeApiKeyEntry,
  writeVersionedKeys,
} from '@countersign/runtime';

/** Variables to set, as `NAME=value`. */
export type Assignments = readonly string[];

/** A new API key: the key for whoever calls the notifier, and what the notifier keeps of it. */
export function newApiKey(randomness: Randomness, scopes: readonly Scope[]): Assignments {
  const { key, entry } = createApiKey(randomness, scopes);
  return [`COUNTERSIGN_API_KEY=${key}`, `COUNTERSIGN_API_KEYS=${writeApiKeyEntry(entry)}`];
}

/** New keys for every purpose, each called `kid`: what production on Kafka wants to be given. */
export const newServiceKeys = (randomness: Randomness, kid: string): Assignments =>
  keyPurposes.map(
    (purpose) => `${keyVariableName(purpose)}=${writeVersionedKeys([{ kid, secret: randomness.bytes(32) }])}`,
  );
