import type { EventData, EventType } from '@countersign/events';

/** One event of a life, before it is worded for the wire. */
export interface Happening<T extends EventType = EventType> {
  /** Epoch milliseconds. */
  readonly timeMs: number;
  readonly accountId: string;
  readonly id: string;
  readonly type: T;
  readonly data: EventData<T>;
  /** What made it happen, in words, for whoever reads the story. */
  readonly why: string;
}

/** Kinds of change in an honest life after which one code is in order. */
export type ChangeKind =
  | 'opened an account'
  | 'new device'
  | 'moved house'
  | 'journey abroad'
  | 'began to use a VPN'
  | 'changed setting'
  | 'forgotten password'
  | 'purchase of years'
  | 'refund elsewhere'
  | 'new subscription';

/** Something in an honest life that is truly other than before. */
export interface RealChange {
  readonly accountId: string;
  readonly atMs: number;
  readonly kind: ChangeKind;
  readonly what: string;
}

/** How a customer answers challenges. */
export type Channel = 'email' | 'sms' | 'authenticator';

export interface Customer {
  readonly accountId: string;
  readonly channel: Channel;
  /** One line for the reader: who this is. */
  readonly portrait: string;
}

/** What happened to one household or business in a year. */
export interface Life {
  readonly seed: number;
  readonly customers: readonly Customer[];
  /** In order of time. */
  readonly happenings: readonly Happening[];
  readonly changes: readonly RealChange[];
}
