import { type Embedded, openEmbedded } from '@countersign/embedded';
import {
  caseStoreContract,
  challengeStoreContract,
  contactStoreContract,
  entityStoreContract,
  partitionStoreContract,
  recordWalkContract,
} from '@countersign/testkit';
import { temporaryFolder, wallClock } from './embedded-fixture.ts';

/** A port on a folder of its own. */
function open<Store>(port: (embedded: Embedded) => Store): Promise<{ store: Store; close(): Promise<void> }> {
  const folder = temporaryFolder();
  const embedded = openEmbedded(folder.path, { clock: wallClock });
  const close = async (): Promise<void> => {
    await embedded.close();
    folder.remove();
  };
  return Promise.resolve({ store: port(embedded), close });
}

partitionStoreContract('a local folder', async () => {
  const { store, close } = await open(({ partitions }) => partitions);
  return { ...store, close };
});
entityStoreContract('a local folder', () => open(({ entities }) => entities));
challengeStoreContract('a local folder', () => open(({ challenges }) => challenges));
caseStoreContract('a local folder', async () => {
  const { store, close } = await open(({ cases, challenges }) => ({ cases, challenges }));
  return { store: store.cases, challenges: store.challenges, close };
});
contactStoreContract('a local folder', () => open(({ contacts }) => contacts));
recordWalkContract('a local folder', async () => {
  const { store, close } = await open((embedded) => embedded);
  return { ...store, close };
});
