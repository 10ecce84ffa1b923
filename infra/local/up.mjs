#!/usr/bin/env node
/** Starts a real Kafka and a real Redis on loopback and keeps them until Ctrl-C. See --help. */
import { parseArgs } from 'node:util';
import { composeCommand, composeUp } from './compose.mjs';
import { answers } from './free-port.mjs';
import { missingForKafka, missingForRedis, startKafka, startRedis } from './services.mjs';

const help = `usage: node infra/local/up.mjs [--kafka-port 9092] [--redis-port 6379] [--data FOLDER] [--no-docker]

Starts Kafka (KRaft) and Redis on 127.0.0.1: as containers where Docker answers, else from
Apache Kafka's jars (Java 17, Maven) and redis-server. Ctrl-C ends both.
With --data they run as processes and keep everything in FOLDER; without, everything is forgotten at the end.`;

const say = (line) => process.stderr.write(`${line}\n`);
const fail = (line) => {
  say(line);
  process.exit(1);
};

const parse = (words) => {
  const options = {
    'kafka-port': { type: 'string', default: '9092' },
    'redis-port': { type: 'string', default: '6379' },
    data: { type: 'string' },
    'no-docker': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  };
  try {
    const { values } = parseArgs({ args: words, options });
    const port = (name) =>
      /^\d{2,5}$/.test(values[name])
        ? Number(values[name])
        : fail(`--${name} is "${values[name]}", not a port.\n\n${help}`);
    return { ...values, kafkaPort: port('kafka-port'), redisPort: port('redis-port') };
  } catch (error) {
    return fail(`${error.message}\n\n${help}`);
  }
};

const asProcesses = async ({ kafkaPort, redisPort, data }) => {
  const missing = [await missingForKafka(), await missingForRedis()].filter((sentence) => sentence !== undefined);
  if (missing.length > 0) fail(`Kafka and Redis cannot run as processes of this machine: ${missing.join('; ')}.`);
  const kafka = await startKafka({ port: kafkaPort, log: say, ...(data && { folder: `${data}/kafka` }) });
  const redis = await startRedis({ port: redisPort, log: say, ...(data && { folder: `${data}/redis` }) });
  return { brokers: kafka.brokers, url: redis.url, stop: () => Promise.all([kafka.stop(), redis.stop()]) };
};

const start = async (options) => {
  const compose = options['no-docker'] || options.data !== undefined ? undefined : composeCommand();
  if (compose === undefined) return asProcesses(options);
  say('Docker answers: starting containers …');
  return composeUp(compose, options).catch((error) => {
    say(`${error.message}; trying without Docker.`);
    return asProcesses(options);
  });
};

const options = parse(process.argv.slice(2));
if (options.help) {
  process.stdout.write(`${help}\n`);
  process.exit(0);
}
for (const port of [options.kafkaPort, options.redisPort]) {
  if (await answers(port))
    fail(`Port ${port} of 127.0.0.1 is taken; choose others with --kafka-port and --redis-port.`);
}
const services = await start(options).catch((error) => fail(error.message));
process.stdout.write(`export COUNTERSIGN_KAFKA_BROKERS=${services.brokers} COUNTERSIGN_REDIS_URL=${services.url}\n`);
say('ready: paste the line above into the shell where you start the services. Ctrl-C ends both.');

const alive = setInterval(() => {}, 60_000);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.once(signal, () => {
    clearInterval(alive);
    say('stopping …');
    void services.stop();
  });
}
