/** Last offset applied, by input topic; −1 before the first record. */
export type Positions = Readonly<Record<string, number>>;

/** Everything the store knows of one partition besides the profiles. */
export interface PartitionState {
  /** Empty when nothing was ever applied. */
  readonly positions: Positions;
  /** What the last batch decided, in its final bytes; undefined once cleared. */
  readonly outbox: Uint8Array | undefined;
  /** Free text of the protocol's own (partition count, hash of the last record); at most 1 KiB. */
  readonly note: string;
}

/** What stood there at one moment. */
export interface LoadedProfiles {
  readonly positions: Positions;
  /** As the last `apply` gave it; empty before the first. */
  readonly note: string;
  /** In the order they were asked for; undefined where there is none. */
  readonly profiles: readonly (Uint8Array | undefined)[];
}

export interface Batch {
  readonly expected: Positions;
  readonly next: Positions;
  /** Changed profiles by account pseudonym; null deletes. */
  readonly profiles: ReadonlyMap<string, Uint8Array | null>;
  readonly outbox: Uint8Array;
  /** Random, 128 bit, base64url: tells our own apply sent again from a zombie's (DEL-04). */
  readonly applyId: string;
  readonly note: string;
}

/**
 * A write that reached the store. `durable` resolves once what was read or written before it can no longer be lost,
 * and rejects when that cannot be told any more (primary lost, reconnected): then take the partition over anew.
 */
export interface Receipt<Result> {
  readonly result: Result;
  durable(): Promise<void>;
}

/**
 * Profiles, positions and outbox of a partition, in one place that changes as a whole (DEL-02).
 * To its implementer:
 * - `takeOver` writes an owner marker first, so that `durable` covers everything it read (DEL-03);
 * - `load` reads profiles and positions at one moment: a profile may come from a batch that is not durable yet, and
 *   only the positions tell (DEL-06);
 * - `apply` is atomic. It answers `moved` and writes nothing unless every stored position equals `expected`;
 *   repeated with the applyId that is stored, it answers `applied` and writes nothing (DEL-04);
 * - a rejected call means unknown: the caller repeats the identical call or takes over;
 * - `clearOutbox` does nothing when the stored applyId is another one.
 */
export interface PartitionStore {
  takeOver(partition: number, owner: string): Promise<Receipt<PartitionState>>;
  /** One round trip. */
  load(partition: number, accounts: readonly string[]): Promise<LoadedProfiles>;
  apply(partition: number, batch: Batch): Promise<Receipt<'applied' | 'moved'>>;
  clearOutbox(partition: number, applyId: string): Promise<void>;
  /** One plain sentence for everything about the store's settings that would lose or evict data (DEL-15). */
  unfit(mode: 'production' | 'development'): Promise<readonly string[]>;
  close(): Promise<void>;
}
