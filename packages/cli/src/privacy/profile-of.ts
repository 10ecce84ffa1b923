import { createPseudonyms, type Mac, type PartitionStore } from '@countersign/engine';
import { partitionOf } from '@countersign/events';
import { decodeProfile } from '@countersign/scoring';

/** What a scorer's store remembers of an account, decoded; undefined for nothing. Nothing is taken over: it only looks. */
export async function profileOf(
  store: Pick<PartitionStore, 'load'>,
  mac: Mac,
  accountId: string,
  partitions: number,
): Promise<unknown> {
  const account = createPseudonyms(mac)('account', accountId);
  const { profiles } = await store.load(partitionOf(accountId, partitions), [account]);
  const [bytes] = profiles;
  return bytes === undefined ? undefined : decodeProfile(bytes);
}
