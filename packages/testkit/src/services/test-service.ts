/** How a suite came by its server. */
export type How = 'environment' | 'containers' | 'local';

/** A way to treat a server badly; only for servers that are ours. */
export interface ServiceControl {
  /** Process id, where the server is a process of this machine. */
  readonly pid?: () => number;
  /** Ends it like a crash (-9); data stays. */
  readonly kill: () => Promise<void>;
  /** Starts it again on the same address and data, stopping it first where it still runs. */
  readonly restart: () => Promise<void>;
}

/** A server that answers. */
export interface TestService {
  readonly how: How;
  /** The same in words, for the report. */
  readonly reason: string;
  readonly control?: ServiceControl;
  /** Ends it, when it is ours; a shared or configured server stays. */
  readonly stop: () => Promise<void>;
}

/** No server can be had here; `reason` says what is lacking. */
export interface MissingService {
  readonly how: 'missing';
  readonly reason: string;
}

export interface KafkaService extends TestService {
  /** `host:port` of every bootstrap broker. */
  readonly brokers: readonly string[];
}

export interface RedisService extends TestService {
  /** `redis://host:port` */
  readonly url: string;
}

export interface RedisClusterService extends TestService {
  /** One URL per node, masters and replicas. */
  readonly urls: readonly string[];
  /** Control of each node, in the order of `urls`; only for processes of our own. */
  readonly nodes?: readonly ServiceControl[];
}
