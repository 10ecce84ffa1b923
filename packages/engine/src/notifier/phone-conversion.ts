import {
  type Conversion,
  type MessageChannelName,
  conversionLimits,
  counted,
  decodeConversion,
  encodeConversion,
  isPumped,
  phoneArea,
} from '@countersign/challenge';
import { type NotifierPorts, type NotifierSettings, notifierLimits } from './notifier-ports.ts';
import { type RecordKind, changeRecord, loadRecord } from './stored-record.ts';
import { createTurns } from './turns.ts';

/** How many messages to an area of phone numbers come back as right codes, counted by all copies together (OTP-35). */
export interface PhoneConversion {
  /** Whether nothing may be sent to the number's country or block for now, since hardly anybody there answers. */
  isPumped(channel: MessageChannelName, to: string): Promise<boolean>;
  /** A message went out. */
  sent(channel: MessageChannelName, to: string): Promise<void>;
  /** The code of a message of `sentAtMs` was typed. */
  verified(channel: MessageChannelName, to: string, sentAtMs: number): Promise<void>;
}

/** Each area has a record of its own in the challenge store; it names no number (SEC-07). */
export function createPhoneConversion(
  ports: Pick<NotifierPorts, 'challenges' | 'clock' | 'randomness'>,
  { conversion: limits = conversionLimits, observer }: Pick<NotifierSettings, 'conversion' | 'observer'>,
): PhoneConversion {
  const { clock } = ports;
  const turns = createTurns();
  const kept: RecordKind<Conversion> = {
    keepMs: notifierLimits.keepConversionMs,
    encode: encodeConversion,
    decode(bytes) {
      try {
        return bytes === undefined ? [] : decodeConversion(bytes);
      } catch (error) {
        observer.failed('drive', error); // Of a release that we cannot read: counting begins anew, and it is said.
        return [];
      }
    },
  };

  const recordsOf = (channel: MessageChannelName, to: string): readonly string[] => {
    const { country = 'none', range } = phoneArea(to);
    return [`conversion:${channel}:${country}`, `conversion:${channel}:${range}`];
  };
  const count = async (channel: MessageChannelName, to: string, what: 'sent' | 'verified', sentAtMs: number) => {
    const change = (before: Conversion) => ({
      value: counted(before, what, sentAtMs, clock.now(), limits),
      found: undefined,
    });
    const one = (id: string) => turns.take(id, () => changeRecord(ports, id, kept, async (before) => change(before)));
    await Promise.all(recordsOf(channel, to).map(one));
  };

  return {
    async isPumped(channel, to) {
      const found = await Promise.all(recordsOf(channel, to).map((id) => loadRecord(ports, id, kept)));
      const nowMs = clock.now();
      return found.some((one) => isPumped(one, nowMs, limits));
    },
    sent: (channel, to) => count(channel, to, 'sent', clock.now()),
    verified: (channel, to, sentAtMs) => count(channel, to, 'verified', sentAtMs),
  };
}
