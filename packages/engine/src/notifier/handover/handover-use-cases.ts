import { type HandedOver, type Spot, hasEnded, isElsewhere, isOwnLife } from '@countersign/challenge';
import { uuidFromBytes } from '@countersign/events';
import { type Delivery, deliveryName } from '../../delivery-name.ts';
import { createPseudonyms } from '../../pseudonyms.ts';
import type { ChallengeLedger } from '../challenge-ledger.ts';
import { type OpenChallenge, type ResendAnswer, resendAnswer, statusOf } from '../challenge-use-cases.ts';
import type { NotifierPorts, NotifierSettings } from '../notifier-ports.ts';
import { type OrUnavailable, orUnavailable } from '../or-unavailable.ts';
import type { CheckCode, Verified } from '../verify-code.ts';
import type { HandoverBook } from './handover-book.ts';

/** What a courier's app sends when somebody at the door says a code. */
export interface TypedAtTheDoor {
  /** Digits only. */
  readonly code: string;
  readonly courierId: string;
  /** Where the courier stands, in degrees; `accuracyM`: radius, as the phone tells. */
  readonly place?: (Spot & { readonly accuracyM?: number | undefined }) | undefined;
  readonly receivedBy: 'recipient' | 'delegate';
  /** The app had no network then, and sends it later. */
  readonly wasOffline: boolean;
}

/**
 * `wrong_address`: the courier stands elsewhere; nothing was checked, nothing may be handed over. `no_delegate`: the recipient named nobody.
 * `rejected` is the same for everything else (OTP-05).
 */
export type HandoverAnswer = OrUnavailable<Verified | 'wrong_address' | 'no_delegate'>;

/** What a courier sees of an open hand-over. */
export interface OpenHandover extends OpenChallenge {
  /** Who may receive it instead of the recipient. */
  readonly delegate?: string | undefined;
}
export type HandoverStatus = OrUnavailable<OpenHandover | 'verified' | 'closed'>;

/** What couriers and recipients ask of a delivery's code (OTP-36). Answers rest on durable state. */
export interface HandoverUseCases {
  /** Every call is a try; the fifth wrong one ends the code, and the delivery must be rescheduled. */
  verifyHandover(delivery: Delivery, typed: TypedAtTheDoor): Promise<HandoverAnswer>;
  /** The code is lost: another one goes to the recipient, never to the courier. */
  reissueHandover(delivery: Delivery): Promise<ResendAnswer>;
  handover(delivery: Delivery): Promise<HandoverStatus>;
  /** The recipient says who may receive it instead; the one named last counts. */
  nameDelegate(delivery: Delivery, name: string): Promise<OrUnavailable<'named' | 'rejected'>>;
}

export function createHandoverUseCases(
  { clock, mac }: Pick<NotifierPorts, 'clock' | 'mac'>,
  { observer }: Pick<NotifierSettings, 'observer'>,
  ledger: ChallengeLedger,
  book: HandoverBook,
  checkCode: CheckCode,
): HandoverUseCases {
  const pseudonym = createPseudonyms(mac);
  const answer = <A>(work: () => Promise<A>): Promise<OrUnavailable<A>> =>
    orUnavailable(work, (error) => observer.failed('answer', error));
  /** For equal work where there is no such delivery: an id that no challenge has. */
  const nobody = (delivery: Delivery): string =>
    uuidFromBytes(mac.digest('pseudonym', `no-challenge|${deliveryName(mac, delivery)}`).subarray(0, 16));

  const verifyHandover = async (
    delivery: Delivery,
    typed: TypedAtTheDoor,
  ): Promise<Verified | 'wrong_address' | 'no_delegate'> => {
    const known = await book.find(delivery);
    if (isElsewhere(typed.place, known?.door)) return 'wrong_address';
    const challengeId = known?.challengeId ?? nobody(delivery);
    if (typed.receivedBy === 'delegate' && known !== undefined) {
      const state = await ledger.glance(challengeId);
      if (isOwnLife(state) && known.delegateOf(state.terms.accountId) === undefined) return 'no_delegate';
    }
    return checkCode(challengeId, {
      code: typed.code,
      // Order and stop are the binding: the challenge was found by nothing else.
      bindingFor: (state) => (isOwnLife(state) ? state.terms.bindingDigest : ''),
      from: { device: pseudonym('device', `courier|${typed.courierId}`) },
      handedOver: handedOver(typed),
    });
  };

  return {
    async verifyHandover(delivery, typed) {
      const found = await answer(() => verifyHandover(delivery, typed));
      observer.answered('verify', found === 'wrong_address' || found === 'no_delegate' ? 'rejected' : found);
      return found;
    },
    reissueHandover: (delivery) =>
      answer(async () => {
        const known = await book.find(delivery);
        return resendAnswer(await ledger.change(known?.challengeId ?? nobody(delivery), { type: 'resend' }));
      }),
    handover: (delivery) =>
      answer(async () => {
        const known = await book.find(delivery);
        const state = await ledger.read(known?.challengeId ?? nobody(delivery));
        const status = statusOf(state, clock.now());
        if (typeof status === 'string' || !isOwnLife(state)) return status;
        const delegate = known?.delegateOf(state.terms.accountId);
        return delegate === undefined ? status : { ...status, delegate };
      }),
    nameDelegate: (delivery, name) =>
      answer(async () => {
        const known = await book.find(delivery);
        const state = await ledger.read(known?.challengeId ?? nobody(delivery));
        if (!isOwnLife(state) || hasEnded(state) || clock.now() >= state.expiresAtMs) return 'rejected';
        return (await book.nameDelegate(delivery, state, name)) ? 'named' : 'rejected';
      }),
  };
}

function handedOver({ receivedBy, wasOffline }: TypedAtTheDoor): HandedOver | undefined {
  if (receivedBy === 'delegate') return wasOffline ? 'to_delegate_typed_offline' : 'to_delegate';
  return wasOffline ? 'typed_offline' : undefined;
}
