import { type ClaimedChallenge, challengeReference, quarantineMs } from '@countersign/challenge';
import type { LogRecord } from '../ports/event-log.ts';
import type { DeliveryReceipt } from '../ports/receipt-reader.ts';
import type { TopicNames } from '../topic-names.ts';
import { createAccountBudgets } from './account-budgets.ts';
import { createAccountKnowledge } from './account-knowledge.ts';
import { type AccountUseCases, createAccountUseCases } from './account-use-cases.ts';
import { createAccountView } from './account-view.ts';
import { createAskApp } from './ask-app.ts';
import { type AuthenticatorUseCases, createAuthenticatorUseCases } from './authenticator-use-cases.ts';
import { createAuthenticatorBook } from './authenticator-book.ts';
import { createClaimChallenge } from './claim-challenge.ts';
import { createChallengeLedger } from './challenge-ledger.ts';
import { type ChallengeUseCases, createChallengeUseCases } from './challenge-use-cases.ts';
import { createCountVerified } from './count-verified.ts';
import { createDriveDue } from './drive-due.ts';
import { createFailedTries } from './failed-tries.ts';
import { createFindWays } from './find-ways.ts';
import { createHandoverBook } from './handover/handover-book.ts';
import { type HandoverUseCases, createHandoverUseCases } from './handover/handover-use-cases.ts';
import { createHoldUnasked } from './hold-unasked.ts';
import { type Loop, startLoop } from './loop.ts';
import { namingFailures } from './naming-failures.ts';
import { type NotifierPorts, type NotifierSettings, notifierLimits } from './notifier-ports.ts';
import { type ReceiptAnswer, createReceiveReceipt } from './receive-receipt.ts';
import { createRememberedBrowsers } from './remembered-browsers.ts';
import { type ReadLink, createReportLinks } from './report-links.ts';
import { createReportNotMe } from './report-not-me.ts';
import { createSendCode } from './send-code.ts';
import type { Occasion } from './notices.ts';
import { createSweepOutbox } from './sweep-outbox.ts';
import { createTakeIn } from './take-in.ts';
import { createTakeInContacts } from './take-in-contacts.ts';
import { createTellContactChange } from './tell-contact-change.ts';
import { createTellOutcomes } from './tell-outcomes.ts';
import { createCheckCode, createVerifyCode } from './verify-code.ts';
import { createVerifyCommand } from './verify-command.ts';

/** Turns challenges into codes, codes into outcomes. Any number of copies may run on the same stores. */
export interface Notifier extends ChallengeUseCases, AuthenticatorUseCases, AccountUseCases, HandoverUseCases {
  /** For `CommittedInput.run`, with the topics of `notifierInputs`. */
  handle(records: readonly LogRecord[]): Promise<void>;
  /** What the link in a message says; looks nothing up and changes nothing (OTP-34). */
  readReportLink(token: string): ReadLink;
  /** The reference of a challenge, as it stands in its message. */
  referenceOf(challengeId: string): string;
  /** One round over what is due; resolves with the number of challenges taken. */
  driveDue(): Promise<number>;
  /** One round over the outbox; resolves with the number of outcomes published. */
  sweepOutbox(): Promise<number>;
  /** Tells a customer something without a code; durable when it resolves, sent by the next round over what is due. */
  tell(occasion: Occasion): Promise<void>;
  /** A provider says what became of a message; its signature was checked. */
  receive(receipt: DeliveryReceipt): Promise<ReceiptAnswer>;
  /** Runs both rounds again and again, driven by the clock. */
  start(): RunningNotifier;
}

export interface RunningNotifier {
  /** Begins nothing more; resolves when messages and outcomes under way have ended. What is left, another copy or the next start does. */
  stop(): Promise<void>;
}

/** The topics that the notifier reads. */
export const notifierInputs = (names: TopicNames): readonly string[] => [names.contacts, names.challenges];

export function createNotifier(givenPorts: NotifierPorts, givenSettings: NotifierSettings): Notifier {
  const settings = { ...givenSettings, quarantineMs: givenSettings.quarantineMs ?? quarantineMs };
  const ports: NotifierPorts = { ...givenPorts, challenges: namingFailures(givenPorts.challenges) };
  let loops: { readonly due: Loop; readonly outbox: Loop } | undefined;
  const ledger = createChallengeLedger(ports, settings, {
    due: () => loops?.due.wake(),
    outbox: () => loops?.outbox.wake(),
  });
  const known = createAccountKnowledge(ports, settings, () => loops?.due.wake());
  const { book, shared, notices, resets } = known;
  const authenticators = createAuthenticatorBook(ports, settings);
  const budgets = createAccountBudgets(ports, settings, authenticators);
  const remembered = createRememberedBrowsers(ports, ledger);
  const view = createAccountView(ports, settings, ledger, known, remembered);
  const findWays = createFindWays(ports, settings, known);
  const askApp = createAskApp(ledger, book, authenticators, findWays);
  const sendCode = createSendCode(ports, settings, ledger, findWays, known);
  const ask = async (state: ClaimedChallenge): Promise<void> => {
    if (!(await askApp(state))) await sendCode(state);
  };
  const drive = createDriveDue(ports, settings, ledger, ask, notices.drive);
  const tries = createFailedTries(ports, settings);
  const commandOf = createVerifyCommand(ports, authenticators);
  const countVerified = createCountVerified(book, known.conversion, settings.observer);
  const checkCode = createCheckCode(settings, ledger, { commandOf, tries, resets, countVerified });
  const handovers = createHandoverBook(ports, settings);
  const tell = createTellOutcomes(ledger, notices, remembered);
  const hold = createHoldUnasked(ports, settings, ledger);
  const sweepOutbox = createSweepOutbox(ports, settings, async (record) => {
    await tell(record);
    await hold(record);
  });
  const links = createReportLinks(ports.mac);
  const takeContacts = createTakeInContacts(ports, settings, ledger, book, createTellContactChange(notices));
  const claimChallenge = createClaimChallenge(ports, settings, ledger, { budgets, shared, handovers });
  const report = createReportNotMe(ports, ledger, budgets);
  return {
    ...createAuthenticatorUseCases(ports, settings, ledger, authenticators, notices.raise),
    ...createAccountUseCases(settings, view, remembered, known.bounced),
    ...createChallengeUseCases(ports, settings, ledger, createVerifyCode(ports, checkCode), report),
    ...createHandoverUseCases(ports, settings, ledger, handovers, checkCode),
    referenceOf: challengeReference,
    readReportLink: (token) => links.read(token, ports.clock.now()),
    handle: createTakeIn(ports, settings, ledger, claimChallenge, takeContacts),
    tell: (occasion) => notices.raise(occasion),
    receive: createReceiveReceipt(ports, settings, ledger, findWays, known),
    async driveDue() {
      const taken = await drive.begin();
      await drive.settled();
      return taken;
    },
    sweepOutbox,
    start() {
      const { clock } = ports;
      const due = startLoop(
        () => drive.begin(),
        clock,
        (error) => settings.observer.failed('drive', error),
      );
      const outbox = startLoop(
        sweepOutbox,
        clock,
        (error) => settings.observer.failed('sweep', error),
        notifierLimits.gatherMs,
      );
      loops = { due, outbox };
      return {
        async stop() {
          await due.stop();
          await drive.settled();
          await outbox.stop();
        },
      };
    },
  };
}
