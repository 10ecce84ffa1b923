import { caseMetrics, notifierSenders } from '@countersign/notifier';
import {
  createLog,
  leaveOnSignal,
  type Log,
  messageIdentity,
  type Metrics,
  runMode,
  startMetrics,
  startOrExit,
  startTracing,
  systemClock,
  type Tracing,
} from '@countersign/runtime';
import { createNarrator } from '../demo/narrator.ts';
import { readMark } from '../demo/demo-mark.ts';
import { demoStartMs, runDemo } from '../demo/run-demo.ts';
import { loadSample } from '../demo/sample-input.ts';
import { createWatcher, type LogTime } from '../demo/stage.ts';
import { createVirtualClock } from '../demo/virtual-clock.ts';
import { demoSender } from '../installation/demo-sender.ts';
import { serveHealth } from '../installation/embedded-health.ts';
import { type EmbeddedInstallation, openInstallation } from '../installation/embedded-installation.ts';
import { installationHttp } from '../installation/installation-http.ts';
import { removeEndpoint, writeEndpoint } from '../local-api/local-endpoint.ts';
import { whatToTry } from '../output/what-to-try.ts';
import { type UpConfiguration, upConfiguration } from './up-configuration.ts';

const version = '0.1.0';

/** `countersign up`: everything in this process, on one folder, until Ctrl-C; never returns. */
export async function up({ demo }: { readonly demo: boolean }): Promise<void> {
  const config = upConfiguration();
  const ports = { [config.healthPort ?? 0]: 'COUNTERSIGN_HEALTH_PORT', [config.httpPort]: 'COUNTERSIGN_HTTP_PORT' };
  await startOrExit(() => start(config, demo), ports);
  await new Promise<never>(() => {});
}

async function start(config: UpConfiguration, demo: boolean): Promise<void> {
  const { folder } = config;
  const log = createLog({ level: config.logLevel, service: 'countersign', destination: process.stderr });
  const metrics = startMetrics({ service: 'embedded', version });
  const tracing = startTracing({
    service: 'embedded',
    version,
    endpoint: config.otlpEndpoint,
    share: config.traceShare,
  });
  const mark = readMark(folder, systemClock.now());
  const hasDemo = demo && !mark.isDone && runMode(config) === 'development';
  const sample = hasDemo ? await loadSample(mark.endMs) : [];
  const startMs = mark.sampled > 0 ? (sample[mark.sampled]?.timeMs ?? 0) : demoStartMs(sample);
  const clock = createVirtualClock(startMs);
  if (!hasDemo) clock.goLive(systemClock);
  const logTime: LogTime = { nowMs: startMs };
  const watcher = createWatcher();
  const { email, senders, phone } = notifierSenders(config, messageIdentity(config), clock);
  const sender = demoSender(email);
  const installation = await openInstallation({
    config,
    clock,
    logClock: { ...clock, now: () => (clock.isLive() ? clock.now() : (logTime.nowMs as ReturnType<typeof clock.now>)) },
    retentionClock: systemClock,
    log,
    senders: { ...senders, email: sender },
    scorerObserver: watcher.scorerObserver,
    notifierObserver: watcher.notifierObserver,
    caseObserver: caseMetrics(log),
  });
  const play = async (): Promise<void> => {
    const narrator = createNarrator(say, process.stdout.isTTY);
    const scene = { folder, installation, clock, logTime, watcher, sender, narrator, say };
    await Promise.race([runDemo(scene, sample, mark), installation.failed]);
  };
  try {
    const app = installationHttp({ config, installation, phone, handled: watcher.handled, version, log });
    await serve({ config, installation, app, metrics, tracing, log, play: hasDemo ? play : undefined });
  } catch (error) {
    await installation.embedded.halt();
    throw error;
  }
}

interface Serving {
  readonly config: UpConfiguration;
  readonly installation: EmbeddedInstallation;
  readonly app: ReturnType<typeof installationHttp>;
  readonly metrics: Metrics;
  readonly tracing: Tracing;
  readonly log: Log;
  /** What is shown before events are taken. */
  readonly play: (() => Promise<void>) | undefined;
}

async function serve({ config, installation, app, metrics, tracing, log, play }: Serving): Promise<void> {
  const { folder, healthHost: host, healthPort: port } = config;
  const health = await serveHealth(installation, { host, port, metrics: metrics.text });
  const leave = leaveOnSignal({
    log: createLog({ level: 'error', service: 'countersign', destination: process.stderr }),
    steps: [
      { name: 'not ready', run: () => health?.leave() },
      { name: 'endpoint', run: () => removeEndpoint(folder) },
      { name: 'http', run: () => app.close() },
      { name: 'installation', run: () => installation.stop() },
      { name: 'health', run: () => health?.close() },
      { name: 'traces', run: () => tracing.stop() },
    ],
    exit: (code) => void installation.embedded.halt().finally(() => process.exit(code)),
  });
  const url = await app.listen({ host: config.httpHost, port: config.httpPort });
  if (play !== undefined) {
    writeEndpoint(folder, url, 'playing');
    await play();
  }
  installation.failed.catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    void leave('failure', 1);
  });
  writeEndpoint(folder, url, 'ready');
  if (installation.oldPlaces !== undefined) log.warn(installation.oldPlaces, {});
  for (const line of whatToTry()) say(line);
  say(`ready: taking events at ${url}, everything kept in ${folder}; Ctrl-C ends`);
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);
