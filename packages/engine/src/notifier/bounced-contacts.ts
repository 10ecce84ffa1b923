import {
  type KnownContacts,
  type MessageChannelName,
  byteReader,
  byteWriter,
  contactForCodes,
} from '@countersign/challenge';
import { createPseudonyms } from '../pseudonyms.ts';
import type { NotifierPorts, NotifierSettings } from './notifier-ports.ts';
import { type RecordKind, changeRecord, loadRecord } from './stored-record.ts';

/** What came back: the address is dead, its owner complained of us, or a message could not be delivered this time. */
export const bounces = ['bounced', 'complained', 'undeliverable'] as const;
export type Bounce = (typeof bounces)[number];

const dayMs = 86_400_000;
/** How long nothing is sent to a contact after that. */
export const bounceMs: Readonly<Record<Bounce, number>> = {
  bounced: 30 * dayMs,
  complained: 180 * dayMs,
  undeliverable: dayMs,
};

/** Contacts that messages came back from, under the pseudonym of each (SEC-07). Throws `store_unavailable` when the store fails. */
export interface BouncedContacts {
  /** Durable when it resolves; what weighs longer stays. */
  remember(channel: MessageChannelName, to: string, bounce: Bounce): Promise<void>;
  /** Looks for what an account has on some channels, in one go. A contact that was verified after it bounced is good again. */
  among(
    contacts: KnownContacts | undefined,
    channels: readonly MessageChannelName[],
  ): Promise<(channel: MessageChannelName, to: string) => boolean>;
}

interface Remembered {
  readonly bounce: Bounce;
  readonly atMs: number;
}

const kept: RecordKind<Remembered | undefined> = {
  keepMs: Math.max(...Object.values(bounceMs)),
  encode(value) {
    const writer = byteWriter();
    if (value === undefined) return writer.done();
    writer.number(1);
    writer.number(bounces.indexOf(value.bounce));
    writer.number(value.atMs);
    return writer.done();
  },
  decode(bytes) {
    if (bytes === undefined || bytes.length === 0) return undefined;
    const reader = byteReader(bytes);
    reader.oneOf([undefined, 1]);
    return { bounce: reader.oneOf(bounces), atMs: reader.number() };
  },
};

/** Each lies in the challenge store under an id of its own, as budgets do. */
export function createBouncedContacts(
  ports: Pick<NotifierPorts, 'challenges' | 'clock' | 'randomness' | 'mac'>,
  { quarantineMs }: Required<Pick<NotifierSettings, 'quarantineMs'>>,
): BouncedContacts {
  const { clock, mac } = ports;
  const pseudonym = createPseudonyms(mac);
  const nameOf = (channel: MessageChannelName, to: string): string =>
    `bounced:${channel}:${pseudonym('destination', to)}`;
  const untilMs = ({ bounce, atMs }: Remembered): number => atMs + bounceMs[bounce];

  return {
    async remember(channel, to, bounce) {
      const now: Remembered = { bounce, atMs: clock.now() };
      await changeRecord(ports, nameOf(channel, to), kept, (before) => {
        const value = before !== undefined && untilMs(before) > untilMs(now) ? before : now;
        return Promise.resolve({ value, found: undefined });
      });
    },
    async among(contacts, channels) {
      const nowMs = clock.now();
      const names = channels.flatMap((channel) => {
        const standing = channel === 'email' ? contacts?.email : contacts?.phone;
        const contact = standing && contactForCodes(standing, nowMs, quarantineMs);
        return contact === undefined
          ? []
          : [{ name: nameOf(channel, contact.value), verifiedAtMs: contact.verifiedAtMs }];
      });
      const found = await Promise.all(
        names.map(async ({ name, verifiedAtMs = 0 }) => {
          const one = await loadRecord(ports, name, kept);
          return one !== undefined && nowMs < untilMs(one) && verifiedAtMs <= one.atMs ? [name] : [];
        }),
      );
      const bounced = new Set(found.flat());
      return (channel, to) => bounced.has(nameOf(channel, to));
    },
  };
}
