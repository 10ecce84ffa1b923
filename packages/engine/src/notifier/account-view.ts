import {
  type ContactStanding,
  type NoticeKind,
  type NoticeStatus,
  type Status,
  challengeReference,
  contactForCodes,
  decodeBudget,
  emptyBudget,
  isOwnLife,
  isQuarantined,
  maskedContact,
} from '@countersign/challenge';
import type { Act, Channel, Purpose } from '@countersign/events';
import { createPseudonyms } from '../pseudonyms.ts';
import { accountBudgetId } from './account-budgets.ts';
import type { AccountKnowledge } from './account-knowledge.ts';
import type { ChallengeLedger } from './challenge-ledger.ts';
import { readNotice } from './notices.ts';
import type { NotifierPorts, NotifierSettings } from './notifier-ports.ts';
import type { RememberedBrowser, RememberedBrowsers } from './remembered-browsers.ts';
import { loadRecord } from './stored-record.ts';

/** One step-up, as its owner may see it: never a code. Epoch milliseconds. */
export interface ShownStepUp {
  readonly challengeId: string;
  /** As it stood in the message. */
  readonly reference: string;
  readonly purpose: Purpose;
  readonly act: Act;
  readonly status: Status;
  readonly channel?: Channel | undefined;
  readonly messages: number;
  readonly atMs: number;
}

/** A message without a code. */
export interface ShownNotice {
  readonly kind: NoticeKind;
  readonly channel: 'email' | 'sms';
  readonly status: NoticeStatus;
  readonly atMs: number;
}

/** A contact, masked. `codesUntilMs`: until then codes go to the one before, `codesTo`. */
export interface ShownContact {
  readonly contact?: string | undefined;
  readonly codesTo?: string | undefined;
  readonly codesUntilMs?: number | undefined;
  /** Messages came back from where codes go. */
  readonly hasBounced: boolean;
}

/** What a customer is to see of their own step-ups (OTP-41). */
export interface AccountView {
  /** Newest first; of the last eight days, 32 at most. */
  readonly stepUps: readonly ShownStepUp[];
  readonly notices: readonly ShownNotice[];
  readonly contacts: { readonly email?: ShownContact | undefined; readonly phone?: ShownContact | undefined };
  readonly preferredChannel?: Channel | undefined;
  readonly language?: string | undefined;
  readonly timeZone?: string | undefined;
  readonly rememberedBrowsers: readonly RememberedBrowser[];
}

/** Reads what there is of an account. Throws `store_unavailable` when a store fails. */
export function createAccountView(
  ports: Pick<NotifierPorts, 'challenges' | 'clock' | 'mac'>,
  { quarantineMs }: Required<Pick<NotifierSettings, 'quarantineMs'>>,
  ledger: Pick<ChallengeLedger, 'glance'>,
  { book, bounced, ofAccount }: Pick<AccountKnowledge, 'book' | 'bounced' | 'ofAccount'>,
  remembered: RememberedBrowsers,
): (accountId: string) => Promise<AccountView> {
  const pseudonym = createPseudonyms(ports.mac);

  const stepUpsOf = async (accountId: string): Promise<readonly ShownStepUp[]> => {
    const { recent } = await loadRecord(ports, accountBudgetId(pseudonym('account', accountId)), {
      decode: (bytes) => (bytes === undefined ? emptyBudget : decodeBudget(bytes)),
    });
    const shown = await Promise.all(
      recent.map(async ({ challengeId, atMs }) => {
        const state = await ledger.glance(challengeId);
        if (!isOwnLife(state)) return [];
        const { terms, status, deliveredBy: channel, deliveredSeq: messages } = state;
        const { purpose, act } = terms;
        return [
          { challengeId, reference: challengeReference(challengeId), purpose, act, status, channel, messages, atMs },
        ];
      }),
    );
    return shown.flat().toReversed();
  };

  const noticesOf = async (accountId: string): Promise<readonly ShownNotice[]> => {
    const shown = await Promise.all(
      (await ofAccount.list(accountId)).map(async ({ id, atMs }) => {
        const found = await readNotice(ports, id);
        return found === undefined ? [] : [{ kind: found.kind, channel: found.channel, status: found.status, atMs }];
      }),
    );
    return shown.flat().toReversed();
  };

  return async (accountId) => {
    const contacts = await book.find(accountId);
    const isBounced = await bounced.among(contacts, ['email', 'sms']);
    const shownContact = (
      standing: ContactStanding | undefined,
      channel: 'email' | 'sms',
    ): ShownContact | undefined => {
      if (standing === undefined) return undefined;
      const nowMs = ports.clock.now();
      const forCodes = contactForCodes(standing, nowMs, quarantineMs);
      const isNew = isQuarantined(standing, nowMs, quarantineMs);
      return {
        contact: standing.value && maskedContact(standing.value),
        ...(isNew ? { codesTo: forCodes && maskedContact(forCodes.value) } : {}),
        ...(isNew ? { codesUntilMs: (standing.changedAtMs ?? nowMs) + quarantineMs } : {}),
        hasBounced: forCodes !== undefined && isBounced(channel, forCodes.value),
      };
    };
    const [stepUps, notices, rememberedBrowsers] = await Promise.all([
      stepUpsOf(accountId),
      noticesOf(accountId),
      remembered.list(accountId),
    ]);
    return {
      stepUps,
      notices,
      contacts: { email: shownContact(contacts?.email, 'email'), phone: shownContact(contacts?.phone, 'sms') },
      preferredChannel: contacts?.preferredChannel,
      language: contacts?.language,
      timeZone: contacts?.timeZone,
      rememberedBrowsers,
    };
  };
}
