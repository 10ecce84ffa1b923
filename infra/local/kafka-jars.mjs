/** Apache Kafka's own jars from Maven Central (pom.xml), kept in `.cache`: 46 files, 43 MB, fetched once. */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const here = dirname(fileURLToPath(import.meta.url));
const cache = join(here, '.cache');
const jars = join(cache, 'kafka-4.1.1');

/** What is missing to run a broker here, as a sentence; `undefined` when nothing is. */
export const missingForKafka = async () => {
  const java = await javaVersion();
  if (java === undefined || java < 17) {
    return `a local Kafka needs Java 17 or newer (${java === undefined ? 'no java' : `java ${java}`} on PATH)`;
  }
  if (!existsSync(jars) && !(await onPath('mvn', ['-v']))) {
    return 'fetching the Kafka jars needs Maven (no mvn on PATH)';
  }
  return undefined;
};

/** The folder with the jars; fetched by Maven when it is not there yet. */
export const kafkaJars = async (log = () => {}) => {
  if (existsSync(jars)) return jars;
  log('fetching Apache Kafka 4.1.1 from Maven Central (43 MB, once) …');
  mkdirSync(cache, { recursive: true });
  const fresh = mkdtempSync(join(cache, 'fetching-'));
  try {
    await run('mvn', [
      '-q',
      '-B',
      '-f',
      join(here, 'pom.xml'),
      'dependency:copy-dependencies',
      `-DoutputDirectory=${fresh}`,
      '-DincludeScope=runtime',
    ]);
    renameSync(fresh, jars);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    if (!existsSync(jars)) throw new Error(`Maven could not fetch the Kafka jars: ${error.stdout || error.message}`);
  }
  return jars;
};

const javaVersion = async () => {
  const { stderr } = await run('java', ['-version']).catch(() => ({ stderr: '' }));
  const found = /version "(\d+)/.exec(stderr);
  return found ? Number(found[1]) : undefined;
};

const onPath = (command, args) =>
  run(command, args).then(
    () => true,
    () => false,
  );
