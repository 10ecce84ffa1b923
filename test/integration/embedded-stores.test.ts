import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Embedded, openEmbedded } from '@countersign/embedded';
import { epochMs } from '@countersign/events';
import {
  challengeStoreContract,
  contactStoreContract,
  entityStoreContract,
  partitionStoreContract,
} from '@countersign/testkit';

const clock = { now: () => epochMs(Date.now()), after: () => () => {} };

/** Stores on a folder of their own, which `close` removes. */
function openStores(): Embedded {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-embedded-'));
  const embedded = openEmbedded(folder, { clock });
  return {
    ...embedded,
    async close() {
      await embedded.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

partitionStoreContract('a folder', async () => {
  const { partitions, close } = openStores();
  return { ...partitions, close };
});

entityStoreContract('a folder', async () => {
  const { entities, close } = openStores();
  return { store: entities, close };
});

challengeStoreContract('a folder', async () => {
  const { challenges, close } = openStores();
  return { store: challenges, close };
});

contactStoreContract('a folder', async () => {
  const { contacts, close } = openStores();
  return { store: contacts, close };
});
