import type { KeysByPurpose } from './key-ring.ts';

/**
 * Where keys come from: files, the environment, a command in front of a KMS or secret manager. To its implementer:
 * `read` gives the keys as they are now, for every purpose that the process needs; it is called again and again.
 * It throws CountersignError `bad_configuration`, one sentence for each thing that is wrong, and never repeats a key.
 */
export interface KeySource {
  read(): Promise<KeysByPurpose>;
}
