import type { LogRecord } from '../ports/event-log.ts';
import type { TopicNames } from '../topic-names.ts';
import { createAccountBudgets } from './account-budgets.ts';
import { createAskApp } from './ask-app.ts';
import { type AuthenticatorUseCases, createAuthenticatorUseCases } from './authenticator-use-cases.ts';
import { createAuthenticatorBook } from './authenticator-book.ts';
import { createChallengeLedger } from './challenge-ledger.ts';
import { type ChallengeUseCases, createChallengeUseCases } from './challenge-use-cases.ts';
import { createContactBook } from './contact-book.ts';
import { createDriveDue } from './drive-due.ts';
import { createFailedTries } from './failed-tries.ts';
import { type Loop, startLoop } from './loop.ts';
import { namingFailures } from './naming-failures.ts';
import { type NotifierPorts, type NotifierSettings, notifierLimits } from './notifier-ports.ts';
import { createSendCode } from './send-code.ts';
import { createSharedBudgets } from './shared-budgets.ts';
import { createSweepOutbox } from './sweep-outbox.ts';
import { createTakeIn } from './take-in.ts';
import { createVerifyCode } from './verify-code.ts';
import { createVerifyCommand } from './verify-command.ts';

/** Turns challenges into codes, codes into outcomes. Any number of copies may run on the same stores. */
export interface Notifier extends ChallengeUseCases, AuthenticatorUseCases {
  /** For `CommittedInput.run`, with the topics of `notifierInputs`. */
  handle(records: readonly LogRecord[]): Promise<void>;
  /** One round over what is due; resolves with the number of challenges taken. */
  driveDue(): Promise<number>;
  /** One round over the outbox; resolves with the number of outcomes published. */
  sweepOutbox(): Promise<number>;
  /** Runs both rounds again and again, driven by the clock. */
  start(): RunningNotifier;
}

export interface RunningNotifier {
  /** Begins nothing more; resolves when messages and outcomes under way have ended. What is left, another copy or the next start does. */
  stop(): Promise<void>;
}

/** The topics that the notifier reads. */
export const notifierInputs = (names: TopicNames): readonly string[] => [names.contacts, names.challenges];

export function createNotifier(givenPorts: NotifierPorts, settings: NotifierSettings): Notifier {
  const ports: NotifierPorts = { ...givenPorts, challenges: namingFailures(givenPorts.challenges) };
  let loops: { readonly due: Loop; readonly outbox: Loop } | undefined;
  const ledger = createChallengeLedger(ports, settings, {
    due: () => loops?.due.wake(),
    outbox: () => loops?.outbox.wake(),
  });
  const book = createContactBook(ports, settings);
  const authenticators = createAuthenticatorBook(ports, settings);
  const shared = createSharedBudgets(ports, settings);
  const askApp = createAskApp(ports, ledger, book, authenticators);
  const sendCode = createSendCode(ports, settings, ledger, book, shared);
  const drive = createDriveDue(ports, settings, ledger, async (state) => {
    if (!(await askApp(state))) await sendCode(state);
  });
  const tries = createFailedTries(ports, settings);
  const verifyCode = createVerifyCode(ports, ledger, createVerifyCommand(ports, authenticators), tries);
  const sweepOutbox = createSweepOutbox(ports, settings);
  return {
    ...createAuthenticatorUseCases(ports, settings, ledger, authenticators),
    ...createChallengeUseCases(ports, settings, ledger, verifyCode),
    handle: createTakeIn(ports, settings, ledger, createAccountBudgets(ports, settings), shared, book),
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
