import type { Configuration } from '../configuration/variable.ts';
import type { kafkaVariables } from './kafka-variables.ts';

/** How to reach Kafka, in the shape that the Kafka adapter takes. */
export interface KafkaConnection {
  readonly brokers: readonly string[];
  readonly clientId: string;
  readonly ssl: boolean;
  readonly sasl?: {
    readonly mechanism: 'scram-sha-512' | 'scram-sha-256' | 'plain';
    readonly username: string;
    readonly password: string;
  };
}

/** The connection of a service (`scorer`, `notifier`) out of its configuration; undefined when it runs embedded. */
export function kafkaConnection(
  config: Configuration<typeof kafkaVariables>,
  service: string,
): KafkaConnection | undefined {
  const { brokers, kafkaSsl, saslMechanism, saslUsername, saslPassword } = config;
  if (brokers === undefined) return undefined;
  const connection = { brokers, clientId: `countersign-${service}`, ssl: kafkaSsl };
  if (saslMechanism === undefined || saslUsername === undefined || saslPassword === undefined) return connection;
  return { ...connection, sasl: { mechanism: saslMechanism, username: saslUsername, password: saslPassword } };
}
