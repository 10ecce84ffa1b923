import {
  type ClaimedChallenge,
  type Handover,
  type Spot,
  decodeHandover,
  encodeHandover,
  takeOver,
} from '@countersign/challenge';
import { type Challenge, utf8Bytes, utf8Text } from '@countersign/events';
import { type Delivery, deliveryName } from '../../delivery-name.ts';
import type { NotifierPorts, NotifierSettings } from '../notifier-ports.ts';
import { type RecordKind, changeRecord, loadRecord } from '../stored-record.ts';

/** What the notifier knows of a delivery. */
export interface KnownHandover {
  readonly challengeId: string;
  readonly door?: Spot | undefined;
  /** Who may receive it instead, as the recipient said. Undefined also when it cannot be opened any more. */
  delegateOf(accountId: string): string | undefined;
}

/** Deliveries by order and stop, so that a courier's app needs to know no challenge (OTP-36). */
export interface HandoverBook {
  /** Makes a claimed challenge the one of its delivery, once; resolves with the challenge whose code is dead by that. */
  takeOver(challenge: Challenge): Promise<string | undefined>;
  find(delivery: Delivery): Promise<KnownHandover | undefined>;
  /** False: no such delivery, or it has another challenge by now. */
  nameDelegate(delivery: Delivery, of: ClaimedChallenge, name: string): Promise<boolean>;
}

/** Where somebody lives is forgotten an hour after the day of delivery (SEC-07). */
const afterTheEndMs = 3_600_000;

const kept: Pick<RecordKind<Handover | undefined>, 'decode' | 'encode'> = {
  decode: (bytes) => (bytes === undefined || bytes.length === 0 ? undefined : decodeHandover(bytes)),
  encode: (handover) => (handover === undefined ? new Uint8Array(0) : encodeHandover(handover)),
};

/** Each lies in the challenge store under its pseudonym; the delegate's name is sealed under the account's own key (SEC-07). */
export function createHandoverBook(
  ports: Pick<NotifierPorts, 'challenges' | 'clock' | 'randomness' | 'mac' | 'vault'>,
  { observer }: Pick<NotifierSettings, 'observer'>,
): HandoverBook {
  const { clock, mac, vault } = ports;
  const idOf = (name: string): string => `handover:${name}`;
  const keptUntil = (endMs: number): RecordKind<Handover | undefined> => ({
    ...kept,
    keepMs: Math.max(0, endMs - clock.now()) + afterTheEndMs,
  });

  const delegateIn = ({ delegate }: Handover, accountId: string): string | undefined => {
    if (delegate === undefined) return undefined;
    const opened = vault.open(accountId, delegate);
    if (opened.ok) return utf8Text(opened.plaintext);
    observer.contactsUnreadable(opened.reason);
    return undefined;
  };
  return {
    takeOver(challenge) {
      const { handover } = challenge;
      if (handover === undefined || challenge.purpose !== 'delivery_handover') return Promise.resolve(undefined);
      return changeRecord(ports, idOf(handover.delivery), keptUntil(Date.parse(challenge.expiresAt)), (before) => {
        const after = takeOver(before, challenge);
        return Promise.resolve({ value: after.handover, found: after.dead });
      });
    },
    async find(delivery) {
      const found = await loadRecord(ports, idOf(deliveryName(mac, delivery)), kept);
      if (found === undefined) return undefined;
      const { challengeId, door } = found;
      return { challengeId, door, delegateOf: (accountId) => delegateIn(found, accountId) };
    },
    nameDelegate: (delivery, { terms: { challengeId, accountId }, expiresAtMs }, name) =>
      changeRecord(ports, idOf(deliveryName(mac, delivery)), keptUntil(expiresAtMs), (before) => {
        const isSame = before !== undefined && before.challengeId === challengeId;
        const delegate = vault.seal(accountId, utf8Bytes(name));
        return Promise.resolve({ value: isSame ? { ...before, delegate } : before, found: isSame });
      }),
  };
}
