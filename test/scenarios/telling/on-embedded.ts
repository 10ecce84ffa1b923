import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbedded } from '@countersign/embedded';
import { topicNames } from '@countersign/engine';
import { epochMs } from '@countersign/events';
import type { Policy } from '@countersign/scoring';
import type { StoryMail } from './story-mail.ts';
import { type ServicePlayer, type TimedRecord, playOnServices, storyTime } from './play-on-services.ts';

/** Scorer and notifier on a folder of their own: durable log, stores and all. */
export async function playEmbedded(policy: Policy, startMs: number, mail?: StoryMail): Promise<ServicePlayer> {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-story-'));
  const time = storyTime(startMs);
  let logMs = startMs;
  const embedded = openEmbedded(folder, { clock: { ...time.clock, now: () => epochMs(logMs) } });
  await embedded.admin.create({ partitions: 2, replicationFactor: 1 });
  const around = {
    ...embedded,
    async publishAt(records: readonly TimedRecord[]) {
      const published = records.map(({ atMs, record }) => {
        logMs = Math.max(logMs, atMs); // The log asks for its time at once, before anything waits.
        return embedded.publisher.publish([record]);
      });
      await Promise.all(published);
    },
    topics: topicNames(),
    async close() {
      await embedded.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return playOnServices(around, time, policy, mail);
}
