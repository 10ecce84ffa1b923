import { type Reaching, byteReader, byteWriter, resetMs } from '@countersign/challenge';
import { type Channel, channel as channels } from '@countersign/events';
import { createPseudonyms } from '../pseudonyms.ts';
import type { NotifierPorts } from './notifier-ports.ts';
import { type RecordKind, changeRecord, loadRecord } from './stored-record.ts';

/** Which channel last reset the password of an account, by a code of ours: it approves nothing for a day (OTP-39). */
export interface PasswordResets {
  /** Durable when it resolves. */
  remember(accountId: string, channel: Channel): Promise<void>;
  lastOf(accountId: string): Promise<Reaching['reset']>;
}

/** How it lies in the store. */
export const keptReset: RecordKind<Reaching['reset']> = {
  keepMs: resetMs,
  encode(value) {
    const writer = byteWriter();
    if (value === undefined) return writer.done();
    writer.number(1);
    writer.number(channels.options.indexOf(value.channel));
    writer.number(value.atMs);
    return writer.done();
  },
  decode(bytes) {
    if (bytes === undefined || bytes.length === 0) return undefined;
    const reader = byteReader(bytes);
    reader.oneOf([undefined, 1]);
    return { channel: reader.oneOf(channels.options), atMs: reader.number() };
  },
};

/**
 * The scorer learns the same from the outcome, and bars the channel when an act comes; this is known to the notifier at once, and
 * looked at when a code leaves.
 */
export function createPasswordResets(
  ports: Pick<NotifierPorts, 'challenges' | 'clock' | 'randomness' | 'mac'>,
): PasswordResets {
  const { clock, mac } = ports;
  const pseudonym = createPseudonyms(mac);
  const nameOf = (accountId: string): string => `reset:account:${pseudonym('account', accountId)}`;
  return {
    remember: (accountId, channel) =>
      changeRecord(ports, nameOf(accountId), keptReset, () =>
        Promise.resolve({ value: { channel, atMs: clock.now() }, found: undefined }),
      ),
    lastOf: (accountId) => loadRecord(ports, nameOf(accountId), keptReset),
  };
}
