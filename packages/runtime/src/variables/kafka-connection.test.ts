import { expect, it } from 'vitest';
import { readConfiguration } from '../configuration/read-configuration.ts';
import { kafkaConnection } from './kafka-connection.ts';
import { kafkaRules, kafkaVariables } from './kafka-variables.ts';

function connection(environment: Record<string, string>) {
  const reading = readConfiguration(kafkaVariables, environment, { rules: kafkaRules });
  if (!reading.ok) throw new Error(reading.problems.join('\n'));
  return kafkaConnection(reading.config, 'scorer');
}

it('is none when embedded, plain by default, encrypted and authenticated when told so', () => {
  expect(connection({})).toBeUndefined();
  const open = { brokers: ['k1:9092', '[::1]:9092'], clientId: 'countersign-scorer', ssl: false };
  expect(connection({ COUNTERSIGN_KAFKA_BROKERS: 'k1:9092,[::1]:9092' })).toEqual(open);
  const closed = connection({
    COUNTERSIGN_KAFKA_BROKERS: 'k1:9092',
    COUNTERSIGN_KAFKA_SSL: 'true',
    COUNTERSIGN_KAFKA_SASL_MECHANISM: 'scram-sha-512',
    COUNTERSIGN_KAFKA_SASL_USERNAME: 'scorer',
    COUNTERSIGN_KAFKA_SASL_PASSWORD: 'secret',
  });
  expect(closed).toMatchObject({
    ssl: true,
    sasl: { mechanism: 'scram-sha-512', username: 'scorer', password: 'secret' },
  });
});
