import { join } from 'node:path';
import { mailboxSender, readMailbox, smtpSender } from '@countersign/mail';
import { notifierHttp } from '@countersign/notifier';
import {
  apiKeys,
  configurationOrExit,
  createLog,
  folderApiKey,
  httpVariables,
  isEmbedded,
  kafkaVariables,
  leaveOnSignal,
  messageIdentity,
  messageVariables,
  processVariables,
  redisRules,
  redisVariables,
  startMetrics,
  startOrExit,
  systemClock,
  systemRandomness,
} from '@countersign/runtime';
import { createNarrator } from '../demo/narrator.ts';
import { readMark } from '../demo/demo-mark.ts';
import { demoStartMs, runDemo } from '../demo/run-demo.ts';
import { loadSample } from '../demo/sample-input.ts';
import { createWatcher, type LogTime } from '../demo/stage.ts';
import { createVirtualClock } from '../demo/virtual-clock.ts';
import { demoSender } from '../installation/demo-sender.ts';
import { openInstallation } from '../installation/embedded-installation.ts';
import { addLocalApi } from '../local-api/local-api.ts';
import { removeEndpoint, writeEndpoint } from '../local-api/local-endpoint.ts';
import { whatToTry } from '../output/what-to-try.ts';

const version = '0.1.0';
const spec = { ...processVariables, ...kafkaVariables, ...redisVariables, ...httpVariables, ...messageVariables };
const partitionsEmbedded = 4;
const ports = { 8750: 'COUNTERSIGN_HTTP_PORT' };

/** `countersign up`: everything in this process, on one folder, until Ctrl-C; never returns. */
export async function up({ demo }: { readonly demo: boolean }): Promise<void> {
  const config = configurationOrExit(spec, redisRules);
  await startOrExit(async () => {
    if (!isEmbedded(config)) {
      throw new Error(
        '`up` runs everything on this machine; with COUNTERSIGN_KAFKA_BROKERS start the two services instead',
      );
    }
    await start(config, demo);
  }, ports);
  await new Promise<never>(() => {});
}

async function start(config: ReturnType<typeof configurationOrExit<typeof spec>>, demo: boolean): Promise<void> {
  const { folder } = config;
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  const log = createLog({ level: config.logLevel, service: 'countersign', destination: process.stderr });
  startMetrics({ service: 'embedded', version });
  const mark = readMark(folder, systemClock.now());
  const hasDemo = demo && !mark.isDone;
  const sample = hasDemo ? await loadSample(mark.endMs) : [];
  const startMs = mark.sampled > 0 ? (sample[mark.sampled]?.timeMs ?? 0) : demoStartMs(sample);
  const clock = createVirtualClock(startMs);
  if (!hasDemo) clock.goLive(systemClock);
  const logTime: LogTime = { nowMs: startMs };
  const watcher = createWatcher();
  const identity = messageIdentity(config);
  const mailbox = join(folder, 'mailbox');
  const sender = demoSender(
    config.smtpUrl === undefined
      ? mailboxSender({ folder: mailbox, from: identity.sender, clock })
      : smtpSender({ url: config.smtpUrl, from: identity.sender, fromName: identity.brand }),
  );
  const installation = await openInstallation({
    folder,
    policyFile: config.policy,
    partitions: config.partitions ?? partitionsEmbedded,
    identity,
    clock,
    logClock: { ...clock, now: () => (clock.isLive() ? clock.now() : (logTime.nowMs as ReturnType<typeof clock.now>)) },
    retentionClock: systemClock,
    log,
    sender,
    scorerObserver: watcher.scorerObserver,
    notifierObserver: watcher.notifierObserver,
  });
  const { key, entry } = folderApiKey(folder, systemRandomness);
  const app = notifierHttp({ useCases: installation.notifier, apiKeys: apiKeys([entry]), log, version });
  const { reader, publisher, admin } = installation.embedded;
  addLocalApi(
    app,
    {
      reader,
      publisher,
      admin,
      mailbox: () => readMailbox(mailbox),
      status: () => Promise.resolve({ version, folder, pid: process.pid, handled: watcher.handled() }),
    },
    key,
  );
  const leave = leaveOnSignal({
    log: createLog({ level: 'error', service: 'countersign', destination: process.stderr }),
    steps: [
      { name: 'endpoint', run: () => removeEndpoint(folder) },
      { name: 'http', run: () => app.close() },
      { name: 'installation', run: () => installation.stop() },
    ],
  });
  installation.failed.catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    void leave('failure', 1);
  });
  const url = await app.listen({ host: config.httpHost, port: config.httpPort });
  if (hasDemo) {
    const narrator = createNarrator(say, process.stdout.isTTY);
    await runDemo({ folder, installation, clock, logTime, watcher, sender, narrator, say }, sample, mark);
  }
  writeEndpoint(folder, url);
  for (const line of whatToTry()) say(line);
  say(`ready: taking events at ${url}, everything kept in ${folder}; Ctrl-C ends`);
}
