/** One Kafka broker (KRaft, no ZooKeeper) on 127.0.0.1, from Apache Kafka's own jars. */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { answers, freePort } from './free-port.mjs';
import { kafkaJars, missingForKafka } from './kafka-jars.mjs';
import { endOwned, startOwned, waitUntilReady } from './owned-process.mjs';

const here = dirname(fileURLToPath(import.meta.url));

export { missingForKafka };

/**
 * Starts a broker. Without `port` a free one is taken; without `folder` the data lies in a temporary folder that `stop` removes.
 * `kill` ends it like a crash (-9), `restart` starts it again on the same data and port.
 * @param {{ port?: number, folder?: string, heapMb?: number, log?: (line: string) => void }} [options]
 */
export const startKafka = async ({ port, folder, heapMb = 512, log = () => {} } = {}) => {
  const missing = await missingForKafka();
  if (missing !== undefined) throw new Error(missing);
  const jars = await kafkaJars(log);
  const home = folder ?? mkdtempSync(join(tmpdir(), 'countersign-kafka-'));
  mkdirSync(home, { recursive: true });
  const listen = port ?? (await freePort());
  const settings = join(home, 'server.properties');
  writeFileSync(
    settings,
    serverProperties({ port: listen, controllerPort: await freePort(), data: join(home, 'data') }),
  );
  await format(jars, settings);

  const launch = async () => {
    const owned = startOwned({
      command: 'java',
      args: javaArguments(jars, heapMb, settings),
      cwd: home,
      temporary: folder === undefined,
      logFile: join(home, 'kafka.log'),
    });
    await waitUntilReady(owned, 'Kafka', () => answers(listen));
    return owned;
  };
  log(`starting Kafka on 127.0.0.1:${listen} …`);
  let owned = await launch();
  return {
    brokers: `127.0.0.1:${listen}`,
    folder: home,
    pid: () => owned.pid,
    kill: () => endOwned(owned, 'SIGKILL'),
    restart: async () => {
      await endOwned(owned, 'SIGTERM');
      owned = await launch();
    },
    stop: async () => {
      await endOwned(owned, 'SIGTERM');
      if (folder === undefined) rmSync(home, { recursive: true, force: true });
    },
  };
};

/** Formats the data folder; one that is formatted already stays as it is. */
const format = (jars, settings) =>
  promisify(execFile)('java', [
    '-XX:TieredStopAtLevel=1',
    '-cp',
    `${jars}/*`,
    'kafka.tools.StorageTool',
    'format',
    '--standalone',
    '--ignore-formatted',
    '-t',
    clusterId(),
    '-c',
    settings,
  ]);

/** 16 random bytes as Kafka writes them; never with a leading dash, which its command line takes for an option. */
const clusterId = () => {
  const bytes = randomBytes(16);
  bytes[0] &= 0x7f;
  return bytes.toString('base64url');
};

const javaArguments = (jars, heapMb, settings) => [
  `-Xmx${heapMb}m`,
  '-XX:+UseSerialGC',
  '-Djava.net.preferIPv4Stack=true',
  `-Dlog4j2.configurationFile=${join(here, 'log4j2.xml')}`,
  '-cp',
  `${jars}/*`,
  'kafka.Kafka',
  settings,
];

const serverProperties = ({ port, controllerPort, data }) =>
  `process.roles=broker,controller
node.id=1
controller.quorum.bootstrap.servers=127.0.0.1:${controllerPort}
listeners=PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}
advertised.listeners=PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}
controller.listener.names=CONTROLLER
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
log.dirs=${data}
offsets.topic.replication.factor=1
offsets.topic.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
group.initial.rebalance.delay.ms=0
broker.heartbeat.interval.ms=500
broker.session.timeout.ms=2000
auto.create.topics.enable=false
log.cleaner.dedupe.buffer.size=8388608
`;
