import type { AttackKind } from './attack.ts';
import { credentialStuffing } from './credential-stuffing.ts';
import { dormantAccount } from './dormant-account.ts';
import { giftCardDrain } from './gift-card-drain.ts';
import { giftCardGuessing } from './gift-card-guessing.ts';
import { passwordReset } from './password-reset.ts';
import { payoutChange } from './payout-change.ts';
import { purchaseSpree } from './purchase-spree.ts';
import { refundElsewhere } from './refund-elsewhere.ts';
import { relayedCode } from './relayed-code.ts';
import { residentialProxy } from './residential-proxy.ts';
import { stolenCard } from './stolen-card.ts';
import { stolenPassword } from './stolen-password.ts';
import { stolenSession } from './stolen-session.ts';
import { takeoverChain } from './takeover-chain.ts';
import { trialFarm } from './trial-farm.ts';

/** The fifteen kinds of attack that are injected, in turn. */
export const attackKinds: readonly AttackKind[] = [
  stolenPassword,
  residentialProxy,
  stolenSession,
  credentialStuffing,
  takeoverChain,
  payoutChange,
  giftCardDrain,
  giftCardGuessing,
  refundElsewhere,
  trialFarm,
  stolenCard,
  purchaseSpree,
  passwordReset,
  dormantAccount,
  relayedCode,
];
