import { CountersignError } from '@countersign/events';
import type { RebuildPorts } from './rebuild.ts';

/**
 * Makes sure that the store holds nothing of any partition, before anything is written.
 * @throws CountersignError `state_present`
 */
export async function refuseUnlessEmpty(
  { partitions: store }: Pick<RebuildPorts, 'partitions'>,
  owner: string,
  partitions: number,
): Promise<void> {
  for (let partition = 0; partition < partitions; partition += 1) {
    const receipt = await store.takeOver(partition, owner);
    await receipt.durable();
    if (Object.keys(receipt.result.positions).length > 0) throw notEmpty(partition);
  }
}

/** A rebuild never adds to what is there, nor replaces it. */
export const notEmpty = (partition: number): CountersignError =>
  new CountersignError(
    'state_present',
    `The store already holds the state of partition ${partition}: a rebuild writes into an empty store only; stop the scorers and empty it, or name another Redis.`,
  );
