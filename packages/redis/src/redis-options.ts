/** When a write counts as kept (DEL-05). */
export type RedisDurability =
  /** On the master's disk when it answers: needs `appendonly yes` and `appendfsync always`, and nothing that fails over. */
  | { readonly kind: 'fsync' }
  /** Acknowledged by so many replicas: all that may be promoted. */
  | { readonly kind: 'replicas'; readonly replicas: number }
  /** In the memory of the master; for development. */
  | { readonly kind: 'none' };

/** One exchange with one node: a pipeline out, its replies back. */
export interface RoundTrip {
  /** `apply`, `load`, `take-over` … */
  readonly call: string;
  /** `host:port` */
  readonly node: string;
  readonly commands: number;
  readonly durationMs: number;
  readonly ok: boolean;
}

export interface RedisOptions {
  /** `redis://user:password@host:port` or `rediss://…`; several are nodes of one Redis Cluster (SEC-02). */
  readonly urls: readonly string[];
  readonly durability: RedisDurability;
  /** Begins every key, for several installations on one Redis and for ACL patterns. Default `countersign`. */
  readonly prefix?: string;
  /** Longest wait for the answer to a call. Default 500. */
  readonly commandTimeoutMs?: number;
  /** Called after every exchange, for metrics. */
  readonly onRoundTrip?: (trip: RoundTrip) => void;
}
