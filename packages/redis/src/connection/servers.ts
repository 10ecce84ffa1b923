import type { RedisNode } from './redis-node.ts';

/** The masters behind the given addresses: one, or those of a cluster. */
export interface Servers {
  readonly kind: 'single' | 'cluster';
  /** The node that serves a hash slot, ready for commands. @throws CountersignError `store_unavailable` */
  nodeOf(slot: number): Promise<RedisNode>;
  masters(): Promise<readonly RedisNode[]>;
  close(): Promise<void>;
}
