/** A server process of ours; it ends with the process that started it. */
export interface OwnedServer {
  readonly folder: string;
  readonly pid: () => number;
  /** Ends it like a crash (-9). */
  readonly kill: () => Promise<void>;
  /** Ends it, if it still runs, and starts it again on the same data and port. */
  readonly restart: () => Promise<void>;
  /** Ends it and removes a temporary folder. */
  readonly stop: () => Promise<void>;
}

export type LocalKafka = OwnedServer & { readonly brokers: string };
export type LocalRedis = OwnedServer & { readonly url: string; readonly port: number };

export interface LocalRedisCluster {
  readonly urls: readonly string[];
  readonly nodes: readonly LocalRedis[];
  readonly stop: () => Promise<void>;
}

type Log = (line: string) => void;

export function freePort(): Promise<number>;
/** What is missing to run the server here, as a sentence; `undefined` when nothing is. */
export function missingForKafka(): Promise<string | undefined>;
export function missingForRedis(): Promise<string | undefined>;
export function startKafka(options?: {
  port?: number;
  folder?: string;
  heapMb?: number;
  log?: Log;
}): Promise<LocalKafka>;
export function startRedis(options?: {
  port?: number;
  folder?: string;
  settings?: string[];
  log?: Log;
}): Promise<LocalRedis>;
export function startRedisCluster(options?: { replicas?: number; log?: Log }): Promise<LocalRedisCluster>;
