export { connectKafka, type KafkaLogPorts } from './connect-kafka.ts';
export type { KafkaLog, KafkaOptions, LogLevel } from './kafka-options.ts';
