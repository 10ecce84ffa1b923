import { openEmbedded } from '@countersign/embedded';
import { eventLogContract } from '@countersign/testkit';
import { temporaryFolder, wallClock } from './embedded-fixture.ts';

eventLogContract('a local folder', async () => {
  const folder = temporaryFolder();
  const topicPrefix = 'shop.';
  const embedded = openEmbedded(folder.path, { clock: wallClock, topicPrefix });
  let names = 0;
  return {
    ...embedded,
    topicPrefix,
    async createTopic(partitions) {
      names += 1;
      const name = `topic-${names}`;
      await embedded.createTopics([{ name, partitions }]);
      return name;
    },
    async close() {
      await embedded.close();
      folder.remove();
    },
  };
});
