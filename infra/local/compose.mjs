/** Kafka and Redis as containers (compose.yaml), where a Docker engine answers. */
import { spawn, spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { answers } from './free-port.mjs';

const file = join(dirname(fileURLToPath(import.meta.url)), 'compose.yaml');
const works = (command, args) => spawnSync(command, args, { stdio: 'ignore', timeout: 5000 }).status === 0;

/** The compose command of this machine as words, when an engine answers too; else `undefined`. */
export const composeCommand = () => {
  if (!works('docker', ['info'])) return undefined;
  if (works('docker', ['compose', 'version'])) return ['docker', 'compose'];
  return works('docker-compose', ['version']) ? ['docker-compose'] : undefined;
};

/** Starts both containers and waits until they accept connections. Throws when an image cannot be had. */
export const composeUp = async (compose, { kafkaPort, redisPort }) => {
  const env = { ...process.env, KAFKA_PORT: String(kafkaPort), REDIS_PORT: String(redisPort) };
  const call = (...words) =>
    new Promise((resolve, reject) => {
      const [command, ...before] = compose;
      const child = spawn(command, [...before, '--project-name', 'countersign-local', '--file', file, ...words], {
        stdio: ['ignore', 'inherit', 'inherit'],
        env,
      });
      child.once('error', reject);
      child.once('exit', (code) =>
        code === 0 ? resolve() : reject(new Error(`${compose.join(' ')} ${words[0]} failed`)),
      );
    });
  await call('up', '--detach');
  for (const port of [kafkaPort, redisPort]) {
    for (let tries = 0; !(await answers(port)); tries += 1) {
      if (tries > 600) throw new Error(`nothing answers on 127.0.0.1:${port} a minute after the containers started`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  return {
    brokers: `127.0.0.1:${kafkaPort}`,
    url: `redis://127.0.0.1:${redisPort}`,
    stop: () => call('down', '--volumes', '--timeout', '5'),
  };
};
