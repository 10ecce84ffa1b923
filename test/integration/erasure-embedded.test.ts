import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openEmbedded } from '@countersign/embedded';
import { type Clock, topicNames } from '@countersign/engine';
import { epochMs, exampleEvent } from '@countersign/events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dumpFolder } from '../../packages/embedded/test-support/dump-folder.ts';
import { type InstallationProcess, startInstallation } from '../e2e/installation-process.ts';
import { commandInProcess } from './command-in-process.ts';
import { wallClock } from './embedded-fixture.ts';
import { type Dump, allOf, dumpTopics, placesOf, unpacked } from './planted.ts';

const account = 'opaque-account-4711';
/** What names the customer, or belongs to nobody else. */
const planted = {
  email: `${account}@example.com`,
  ip: '198.51.100.237',
  device: 'planted-device-5c1e',
  session: 'planted-session-77aa',
  agent: 'PlantedBrowser/81.7 (Planted OS)',
};
const other = Buffer.from('another-account');
const dayMs = 86_400_000;

let installation: InstallationProcess;
let run = commandInProcess({});
beforeAll(async () => {
  installation = await startInstallation();
  run = commandInProcess({ COUNTERSIGN_FOLDER: installation.folder });
});
afterAll(() => installation.remove());

/** Everything in the folder's two environments, also inside of what is compressed, once no process has it open. */
async function everything(): Promise<Dump> {
  const dump = new Map<string, readonly Buffer[]>();
  for (const name of ['log', 'state']) {
    for (const [table, all] of await dumpFolder(join(installation.folder, name))) {
      dump.set(
        `${name} ${table}`,
        all.flatMap((one) => [one, ...unpacked(one)]),
      );
    }
  }
  return dump;
}

/** A clock so far ahead that every retention is over, and whose timers run at once. */
const later: Clock = {
  now: () => epochMs(Date.now() + 100 * dayMs),
  after(_, run) {
    const timer = setTimeout(run, 0);
    return () => clearTimeout(timer);
  },
};

test('an erased account leaves nothing in the folder once its topics have expired (SEC-07)', async () => {
  await run('send', '--example', 'account.created', '--account', account); // Makes its contacts up.
  const event = exampleEvent('gift_card.redemption_requested', {
    nowMs: Date.now(),
    id: 'planted-1',
    accountId: account,
  });
  const { ip, device: deviceId, session: sessionId, agent: userAgent } = planted;
  const data = { ...(event as { readonly data: object }).data, context: { ip, deviceId, sessionId, userAgent } };
  const file = join(installation.folder, 'planted.ndjson');
  writeFileSync(file, JSON.stringify({ ...event, data }));
  await run('send', file);
  let typed = '';
  while (!typed.includes('verified')) {
    const { stderr } = await run('mailbox', '--to', planted.email);
    const [, challenge = '', code = ''] = /verify ([0-9a-f-]{36}) (\d+)/.exec(stderr) ?? [];
    if (code !== '') typed = (await run('verify', challenge, code)).stdout;
  }
  const exported = JSON.parse((await run('export', account)).stdout) as Record<string, unknown>;
  expect(JSON.stringify(exported['notifier'])).toContain(planted.email);
  expect(exported['profile']).toBeDefined();

  const erased = await run('erase', account, '--yes');
  expect([erased.code, erased.stdout]).toEqual([0, expect.stringMatching(/profile {3}erased\nnotifier {2}erased/)]);
  await installation.interrupt();
  const atOnce = await everything();
  const inState = new Map([...atOnce].filter(([place]) => place.startsWith('state')));
  for (const value of Object.values(planted)) expect([value, placesOf(value, inState)]).toEqual([value, []]);

  const embedded = openEmbedded(installation.folder, { clock: wallClock, retentionClock: later });
  const names = Object.values(topicNames());
  // The newest record of a partition stays, for it knows the offset of the next one: other customers go on.
  for (const topic of names) {
    const partitions = (await embedded.reader.partitionCount(topic)) ?? 0;
    const others = Array.from({ length: partitions }, (_, partition) => ({
      topic,
      partition,
      key: other,
      value: other,
    }));
    await embedded.publisher.publish(others);
  }
  while (placesOf(account, await dumpTopics(embedded.reader, names)).length > 0) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const topics = await dumpTopics(embedded.reader, names);
  await embedded.close();
  const dumps = allOf(topics, await everything());
  for (const value of Object.values(planted)) expect([value, placesOf(value, dumps)]).toEqual([value, []]);
  expect(placesOf('account.events', dumps).length).toBeGreaterThan(0); // The search finds what is there.
});
