import { logLevel, type logCreator } from 'kafkajs';
import type { KafkaLog, LogLevel } from './kafka-options.ts';

/** What kafkajs reports as an error or warning, although it belongs to every healthy day of a consumer group. */
const ordinary = [
  /rebalanc/i,
  /not aware of this member/i,
  /re-?join/i,
  /coordinator is loading/i,
  /^Response .*Heartbeat/,
];

/** What kafkajs reports as an error, although it tries again by itself or its caller does. */
const passing = [/^Response /, /^Connection /, /Failed to connect/, /Failed to send/, /Restarting the consumer/];

/** Turns kafkajs' own levels into ours and hands its messages to `log`. */
export const kafkaLogCreator =
  (log: KafkaLog): logCreator =>
  () =>
  ({ level, namespace, log: entry }) => {
    log(levelOf(level, entry.message), entry.message, { ...fieldsOf(entry), part: namespace });
  };

const levelOf = (level: logLevel, message: string): LogLevel => {
  if (level === logLevel.DEBUG) return 'debug';
  if (level === logLevel.INFO || ordinary.some((pattern) => pattern.test(message))) return 'info';
  if (level === logLevel.WARN || passing.some((pattern) => pattern.test(message))) return 'warn';
  return 'error';
};

const leftOut = new Set(['message', 'timestamp', 'logger', 'stack']);

const fieldsOf = (entry: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(entry).filter(([name]) => !leftOut.has(name)));
