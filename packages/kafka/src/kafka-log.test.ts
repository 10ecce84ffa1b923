import { logLevel } from 'kafkajs';
import { expect, test } from 'vitest';
import { kafkaLogCreator } from './kafka-log.ts';

test.each([
  [logLevel.ERROR, 'Response Heartbeat(key: 12, version: 3)', 'info'],
  [logLevel.WARN, 'The group is rebalancing, re-joining', 'info'],
  [logLevel.ERROR, 'The coordinator is not aware of this member, re-joining the group', 'info'],
  [logLevel.ERROR, 'Response GroupCoordinator(key: 10, version: 2)', 'warn'],
  [logLevel.ERROR, 'Connection error: connect ECONNREFUSED', 'warn'],
  [logLevel.ERROR, 'Crash: KafkaJSNonRetriableError: no', 'error'],
  [logLevel.DEBUG, 'anything', 'debug'],
])('kafkajs level %i of "%s" becomes %s', (level, message, expected) => {
  const lines: unknown[] = [];
  const write = kafkaLogCreator((...line) => lines.push(line))(logLevel.INFO);
  write({ level, namespace: 'Runner', label: '', log: { message, timestamp: 'now', logger: 'kafkajs', groupId: 'g' } });
  expect(lines).toEqual([[expected, message, { groupId: 'g', part: 'Runner' }]]);
});
