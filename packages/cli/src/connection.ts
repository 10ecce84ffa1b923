import type { TopicNames } from '@countersign/engine';
import type { LocalApiBackend } from './local-api/local-api.ts';

/** A way to an installation: the running embedded process over loopback, or Kafka and the notifier's API. */
export interface Connection extends LocalApiBackend {
  readonly topics: TopicNames;
  /** `embedded /path/.countersign (process 4711)` or `kafka broker:9092`. */
  readonly description: string;
  close(): Promise<void>;
}
