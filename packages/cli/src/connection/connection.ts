import type { LogAdmin, LogPublisher, LogReader, TopicNames } from '@countersign/engine';

/** A way to an installation: the running embedded process over loopback, or Kafka and the notifier's HTTP interface. */
export interface Connection {
  readonly topics: TopicNames;
  /** `embedded .countersign (process 4711)` or `kafka broker:9092`. */
  readonly description: string;
  /** Everything on this machine, for trying out and small shops. */
  readonly isEmbedded: boolean;
  readonly reader: LogReader;
  readonly publisher: LogPublisher;
  readonly admin: LogAdmin;
  readonly verification: { readonly url: string; readonly key: string | undefined };
  /** Development messages, newest first; undefined where messages go to real people. */
  readonly mailbox: (() => Promise<readonly unknown[]>) | undefined;
  /** What the scorer remembers of an account, decoded; undefined for nothing, a sentence where its store cannot be reached. */
  profile(accountId: string): Promise<unknown>;
  status(): Promise<Readonly<Record<string, unknown>>>;
  close(): Promise<void>;
}
