import { authenticatorKeepMs, authenticatorRecordId } from '../notifier/authenticator-book.ts';
import { namingFailures } from '../notifier/naming-failures.ts';
import { markBytes } from '../notifier/stored-state.ts';
import type { ErasurePorts } from './erasure-ports.ts';

/** How long it is remembered that everything was sealed anew under a key; then once more does no harm. */
const rememberMs = 400 * 86_400_000;

/**
 * After a rotation of the contacts key: walks over contacts and authenticators and puts each under the current key, once for each key
 * and whoever comes first. What changes meanwhile is sealed under it anyway. Resolves with the number of records that were put
 * under it; 0 when that was done before. Throws `store_unavailable` (retryable); then it begins anew.
 */
export function createSealAnew(
  givenPorts: Pick<ErasurePorts, 'challenges' | 'walk' | 'vault' | 'clock' | 'randomness'>,
): () => Promise<number> {
  const { vault, walk, clock, randomness } = givenPorts;
  const challenges = namingFailures(givenPorts.challenges);
  let doneFor: string | undefined;

  const authenticator = async (id: string): Promise<number> => {
    const stored = await challenges.load(id);
    const fresh = stored && vault.rewrap(stored.state.subarray(markBytes));
    if (stored === undefined || fresh === undefined) return 0;
    const receipt = await challenges.transition({
      challengeId: id,
      expectedVersion: stored.version,
      state: Buffer.concat([randomness.bytes(markBytes), fresh]),
      outbox: [],
      dueAtMs: null,
      keepUntilMs: clock.now() + authenticatorKeepMs,
    });
    await receipt.durable();
    return receipt.result === 'stored' ? 1 : 0;
  };
  const noteDone = async (id: string): Promise<void> => {
    const state = randomness.bytes(markBytes);
    const keepUntilMs = clock.now() + rememberMs;
    const note = { challengeId: id, expectedVersion: 0, state, outbox: [], dueAtMs: null, keepUntilMs };
    await (await challenges.transition(note)).durable();
  };

  return async () => {
    const kid = vault.currentKid();
    if (doneFor === kid) return 0;
    const done = `sealed:${kid}`;
    let count = 0;
    if ((await challenges.load(done)) === undefined) {
      for await (const { account, sealed } of walk.contacts()) {
        const fresh = vault.rewrap(sealed);
        if (fresh !== undefined && (await walk.replaceContacts(account, sealed, fresh))) count += 1;
      }
      for await (const id of walk.challenges(authenticatorRecordId(''))) count += await authenticator(id);
      await noteDone(done);
    }
    doneFor = kid;
    return count;
  };
}
