/** A type that the compiler keeps apart from its plain carrier. */
export type Brand<Carrier, Name extends string> = Carrier & { readonly __brand: Name };

/** Upstream's opaque, stable name of one customer account; the key of every topic. 1–128 characters. */
export type AccountId = Brand<string, 'AccountId'>;
/** Milliseconds since 1970-01-01T00:00:00Z. */
export type EpochMs = Brand<number, 'EpochMs'>;
/** Position of a record in its topic partition. Kafka allows 63 bits; Countersign keeps the safe integers. */
export type Offset = Brand<number, 'Offset'>;

/** Names a checked text an account id. */
export const accountId = (value: string): AccountId => value as AccountId;
/** Names a number milliseconds since 1970. */
export const epochMs = (value: number): EpochMs => value as EpochMs;
/** Names a number an offset. */
export const offset = (value: number): Offset => value as Offset;
