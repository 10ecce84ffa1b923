import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbedded } from '@countersign/embedded';
import { topicNames } from '@countersign/engine';
import { systemClock } from '@countersign/runtime';
import { badInputTests } from './bad-input.ts';
import { scorerFor } from './scorer-in-process.ts';

badInputTests(async (observer) => {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-bad-input-'));
  const embedded = openEmbedded(folder, { clock: systemClock });
  const partitions = 4;
  await embedded.admin.create({ partitions, replicationFactor: 1 });
  const topics = topicNames();
  const scorer = await scorerFor({ ...embedded, input: embedded.partitionedInput, topics, folder, observer });
  return {
    topics,
    partitions,
    reader: embedded.reader,
    write: (record) => embedded.publisher.publish([record]),
    async close() {
      await scorer.stop();
      await embedded.close();
      rmSync(folder, { recursive: true });
    },
  };
});
