import { openEmbedded } from '@countersign/embedded';
import type { PartitionHandler } from '@countersign/engine';
import { wallClock } from './embedded-fixture.ts';
import { crashTopic, numberBatch } from './embedded-crash-batch.ts';

/*
 * A process that owns a folder, for tests that need another one than their own.
 * node embedded-process.ts hold|write|fill|unprivileged FOLDER
 */
const [mode, folder = ''] = process.argv.slice(2);
const say = (word: string): void => void process.stdout.write(`${word}\n`);

/** Writes batch after batch until it is killed; says the number of each that is durable. */
async function writeForEver(): Promise<void> {
  const { publisher, partitions, reader, createTopics } = openEmbedded(folder, { clock: wallClock });
  await createTopics([{ name: crashTopic, partitions: 1 }]);
  const { positions } = (await partitions.takeOver(0, 'writer')).result;
  for (let n = (positions[crashTopic] ?? -1) + 1; ; n += 1) {
    const { high } = await reader.bounds(crashTopic, 0);
    if (high === n) {
      await publisher.publish([{ topic: crashTopic, key: null, partition: 0, value: Buffer.from(String(n)) }]);
    }
    const receipt = await partitions.apply(0, numberBatch(n));
    await receipt.durable();
    say(`${n}`);
  }
}

/** Writes until there is no room; says how many records were acknowledged, and each error that it meets. */
async function writeUntilFull(): Promise<void> {
  const { publisher, partitionedInput, createTopics, failed, close } = openEmbedded(folder, { clock: wallClock });
  await createTopics([{ name: crashTopic, partitions: 1 }]);
  const handler: PartitionHandler = { assigned: async () => ({}), chunk: async () => 'next', revoked: async () => {} };
  const input = await partitionedInput.run({ groupId: 'group', topics: [crashTopic], maxRecords: 10, handler });
  let acknowledged = 0;
  const publish = (bytes: number): Promise<void> =>
    publisher.publish([{ topic: crashTopic, key: null, partition: 0, value: Buffer.alloc(bytes, acknowledged % 256) }]);
  const codeOf = (promise: Promise<unknown>): Promise<string> =>
    promise.then(
      () => 'fine',
      (error: { code?: string; message?: string }) => error.code ?? error.message ?? 'failed',
    );
  try {
    for (; acknowledged < 1_000; acknowledged += 1) await publish(10_000);
  } catch (error) {
    const { code, message } = error as { code?: string; message?: string };
    say(JSON.stringify({ code, message, acknowledged }));
  }
  const [again, reading, folderItself] = await Promise.all([publish(1), input.failed, failed].map(codeOf));
  say(JSON.stringify({ again, reading, folderItself }));
  await input.stop();
  await close();
}

/** Holds the folder until it is killed. */
function hold(): void {
  openEmbedded(folder, { clock: wallClock });
  say('open');
  setInterval(() => {}, 1_000);
}

try {
  if (mode === 'fill') await writeUntilFull();
  else if (mode === 'write') await writeForEver();
  else {
    if (mode === 'unprivileged' && process.getuid?.() === 0) process.setuid?.(65_534);
    hold();
  }
} catch (error) {
  const { code, message } = error as { code?: string; message?: string };
  say(JSON.stringify({ code, message }));
}
