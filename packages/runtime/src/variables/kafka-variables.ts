import { z } from 'zod';
import type { Rule } from '../configuration/read-configuration.ts';
import { type Configuration, optional, withDefault } from '../configuration/variable.ts';
import { listOf, wholeNumber, yesOrNo } from './schemas.ts';

const broker = z.string().regex(/^([A-Za-z0-9._-]{1,255}|\[[0-9A-Fa-f:.]+\]):\d{1,5}$/);

/** Connection to Kafka (SEC-01). Without brokers a process runs embedded. */
export const kafkaVariables = {
  brokers: optional(
    {
      name: 'COUNTERSIGN_KAFKA_BROKERS',
      description: 'Kafka brokers to start from.',
      allowed: 'host:port, several separated by commas',
      schema: listOf(broker),
    },
    'embedded: no Kafka and no Redis',
  ),
  kafkaSsl: withDefault(
    {
      name: 'COUNTERSIGN_KAFKA_SSL',
      description:
        'Whether the connection to Kafka is encrypted (host name checked; own authorities by NODE_EXTRA_CA_CERTS).',
      allowed: 'true or false',
      schema: yesOrNo,
    },
    false,
  ),
  saslMechanism: optional(
    {
      name: 'COUNTERSIGN_KAFKA_SASL_MECHANISM',
      description: 'How Countersign proves itself to Kafka.',
      allowed: 'scram-sha-512, scram-sha-256 or plain',
      schema: z.enum(['scram-sha-512', 'scram-sha-256', 'plain']),
    },
    'no authentication',
  ),
  saslUsername: optional(
    {
      name: 'COUNTERSIGN_KAFKA_SASL_USERNAME',
      description: 'User name for Kafka.',
      allowed: 'at most 256 characters',
      schema: z.string().max(256),
    },
    'none',
  ),
  saslPassword: optional(
    {
      name: 'COUNTERSIGN_KAFKA_SASL_PASSWORD',
      description: 'Password for Kafka.',
      allowed: 'at most 1024 characters',
      schema: z.string().max(1024),
      secret: true,
    },
    'none',
  ),
  topicPrefix: withDefault(
    {
      name: 'COUNTERSIGN_TOPIC_PREFIX',
      description: 'Put before the name of every topic and consumer group, to keep deployments on one cluster apart.',
      allowed: 'at most 64 of the characters A–Z a–z 0–9 . _ -',
      schema: z.string().regex(/^[A-Za-z0-9._-]{1,64}$/),
    },
    '',
  ),
  partitions: optional(
    {
      name: 'COUNTERSIGN_PARTITIONS',
      description:
        'Partitions of topics that Countersign creates; it is stored with the state and cannot be changed later.',
      allowed: 'a whole number from 1 to 1024',
      schema: wholeNumber(1, 1024),
    },
    '12 on Kafka, 4 embedded',
  ),
} as const;

type KafkaConfiguration = Configuration<typeof kafkaVariables>;

/** What must hold between the variables of Kafka. */
export const kafkaRules: readonly Rule<KafkaConfiguration>[] = [
  {
    needs: ['saslMechanism', 'saslUsername', 'saslPassword'],
    problem: ({ saslMechanism, saslUsername, saslPassword }) =>
      saslMechanism !== undefined && (saslUsername === undefined || saslPassword === undefined)
        ? `COUNTERSIGN_KAFKA_SASL_MECHANISM is "${saslMechanism}" without a user; allowed: only together with COUNTERSIGN_KAFKA_SASL_USERNAME and COUNTERSIGN_KAFKA_SASL_PASSWORD.`
        : undefined,
  },
  {
    needs: ['saslMechanism', 'saslPassword'],
    problem: ({ saslMechanism, saslPassword }) =>
      saslMechanism === undefined && saslPassword !== undefined
        ? 'COUNTERSIGN_KAFKA_SASL_PASSWORD is set, but would not be used; allowed: only together with COUNTERSIGN_KAFKA_SASL_MECHANISM.'
        : undefined,
  },
  {
    needs: ['saslMechanism', 'kafkaSsl'],
    problem: ({ saslMechanism, kafkaSsl }) =>
      saslMechanism === 'plain' && !kafkaSsl
        ? 'COUNTERSIGN_KAFKA_SASL_MECHANISM is "plain", which would send the password in clear; allowed: only with COUNTERSIGN_KAFKA_SSL=true.'
        : undefined,
  },
];
