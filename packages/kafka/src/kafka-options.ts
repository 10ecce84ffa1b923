import type { ConnectionOptions } from 'node:tls';
import type { SASLOptions } from 'kafkajs';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** Where messages of the client go. `fields` never hold record keys or values. */
export type KafkaLog = (level: LogLevel, message: string, fields: Readonly<Record<string, unknown>>) => void;

/** How to reach a Kafka cluster (SEC-01). */
export interface KafkaOptions {
  /** `host:port` of some brokers; the others are learned from them. */
  readonly brokers: readonly string[];
  /** Shown in the brokers' logs and quotas. */
  readonly clientId: string;
  /** TLS with host name check; `true` trusts the system's authorities. */
  readonly ssl?: boolean | ConnectionOptions;
  /** SCRAM, PLAIN or OAUTHBEARER credentials. */
  readonly sasl?: SASLOptions;
  readonly log?: KafkaLog;
  /**
   * After this time without a sign of life a consumer counts as dead and others take its partitions; 6,000 (the brokers' usual
   * least) or more, 15,000 when absent.
   */
  readonly sessionTimeoutMs?: number;
}
