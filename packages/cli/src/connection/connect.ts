import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { topicNames } from '@countersign/engine';
import { CountersignError } from '@countersign/events';
import { connectKafka } from '@countersign/kafka';
import { readMailbox } from '@countersign/mail';
import {
  commandLineVariables,
  configurationOrExit,
  folderApiKey,
  kafkaConnection,
  kafkaRules,
  kafkaVariables,
  processVariables,
  systemRandomness,
} from '@countersign/runtime';
import { profileOnRedis } from '../privacy/profile-on-redis.ts';
import { localClient } from '../local-api/local-client.ts';
import { readEndpoint } from '../local-api/local-endpoint.ts';
import type { Connection } from './connection.ts';

const spec = { ...processVariables, ...kafkaVariables, ...commandLineVariables };

/** The configuration of the command line. */
export const commandLineConfiguration = () => configurationOrExit(spec, kafkaRules);

/**
 * Connects as configured: to Kafka where brokers are given, else to the process that owns the folder.
 * @throws CountersignError when no process runs for the folder, or it does not take events yet
 */
export function connect(): Connection {
  const config = commandLineConfiguration();
  const { folder, topicPrefix, notifierUrl, apiKey } = config;
  const kafka = kafkaConnection(config, 'command-line');
  if (kafka === undefined) return connectEmbedded(folder);
  const log = connectKafka({ ...kafka, topicPrefix });
  return {
    ...log,
    isEmbedded: false,
    topics: topicNames(topicPrefix),
    description: `kafka ${kafka.brokers.join(', ')}`,
    verification: { url: notifierUrl, key: apiKey ?? folderKey(folder) },
    mailbox: () => readMailbox(join(folder, 'mailbox')),
    profile: async (accountId) =>
      profileOnRedis(accountId, (await log.reader.partitionCount(topicNames(topicPrefix).events)) ?? 1),
    status: () => Promise.resolve({}),
  };
}

/** In development the notifier accepts the key of its folder; undefined where this machine has none. */
const folderKey = (folder: string): string | undefined =>
  existsSync(join(folder, 'keys', 'api.key')) ? folderApiKey(folder, systemRandomness).key : undefined;

function connectEmbedded(folder: string): Connection {
  const endpoint = readEndpoint(folder);
  if (endpoint === undefined) {
    throw new CountersignError(
      'store_unavailable',
      `No Countersign runs for the folder ${folder}; start it with \`npm start\` or \`npx countersign up\`, or set COUNTERSIGN_KAFKA_BROKERS.`,
    );
  }
  if (endpoint.state === 'playing') {
    throw new CountersignError(
      'store_unavailable',
      `Countersign is still playing its sample in the folder ${folder}; try again when it prints "ready".`,
      { retryable: true },
    );
  }
  const client = localClient(endpoint);
  return {
    ...client,
    isEmbedded: true,
    topics: topicNames(),
    description: `embedded ${folder} (process ${endpoint.pid})`,
    verification: { url: endpoint.url, key: endpoint.key },
    close: () => Promise.resolve(),
  };
}
