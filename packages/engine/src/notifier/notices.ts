import {
  type KnownContacts,
  type NoticeFacts,
  type NoticeKind,
  type NoticeState,
  answeredNotice,
  beginNotice,
  decodeNotice,
  encodeNotice,
  expireNotice,
  noticeDueAtMs,
  noticeLifeMs,
  noticeMessage,
} from '@countersign/challenge';
import { uuidV5 } from '@countersign/events';
import { createPseudonyms } from '../pseudonyms.ts';
import type { AccountNotices } from './account-notices.ts';
import type { BouncedContacts } from './bounced-contacts.ts';
import type { ContactBook } from './contact-book.ts';
import { handOver, hasSender } from './hand-over.ts';
import { openContent, sealContent } from './notice-content.ts';
import { type NotifierPorts, type NotifierSettings, notifierLimits } from './notifier-ports.ts';
import { type NoticeAddress, noticeAddresses } from './notice-addresses.ts';
import { type PhoneGuards, isAllowedPhone } from './phone-guards.ts';
import type { SharedBudgets } from './shared-budgets.ts';
import { type RecordKind, changeRecord, loadRecord } from './stored-record.ts';

/** Something that customers are told unasked. */
export interface Occasion {
  readonly accountId: string;
  readonly kind: NoticeKind;
  /** What it was caused by; the same cause is told once to each contact, however often it is raised. */
  readonly cause: string;
  readonly facts: NoticeFacts;
  /** `everywhere`: to every contact that is good for codes; `once`: to mail where there is some; or to the one that is named. */
  readonly to: 'everywhere' | 'once' | NoticeAddress;
  /** As they were, where they are known already. */
  readonly contacts?: KnownContacts | undefined;
}

/**
 * Messages without a code. They follow the discipline of codes: stored durably before anybody sends them, sent by whoever has their
 * lease, repeated word by word under the same id after a crash (DEL-16). Throws `store_unavailable` when a store fails.
 */
export interface Notices {
  /** Resolves when a notice to each contact is durable, or its budget refused it. May be called again with the same cause. */
  raise(occasion: Occasion): Promise<void>;
  /** Works on a notice that is due. */
  drive(id: string): Promise<void>;
}

const prefix = 'notice:';
/** Whether the id of what is due is that of a notice. */
export const isNotice = (id: string): boolean => id.startsWith(prefix);

const kept: RecordKind<NoticeState | undefined> = {
  keepMs: noticeLifeMs + notifierLimits.keepMs,
  encode: (state) => (state === undefined ? new Uint8Array(0) : encodeNotice(state)),
  decode: (bytes) => (bytes === undefined || bytes.length === 0 ? undefined : decodeNotice(bytes)),
  dueAtMs: (state) => (state === undefined ? null : noticeDueAtMs(state)),
};

/** How a stored notice stands; undefined when there is none. */
export const readNotice = (ports: Pick<NotifierPorts, 'challenges'>, id: string): Promise<NoticeState | undefined> =>
  loadRecord(ports, `${prefix}${id}`, kept);

export function createNotices(
  ports: NotifierPorts,
  settings: NotifierSettings & Required<Pick<NotifierSettings, 'quarantineMs'>>,
  {
    book,
    bounced,
    shared,
    guards,
    ofAccount,
    wake,
  }: {
    readonly book: ContactBook;
    readonly bounced: BouncedContacts;
    readonly shared: SharedBudgets;
    readonly guards: PhoneGuards;
    readonly ofAccount: AccountNotices;
    readonly wake: () => void;
  },
): Notices {
  const { senders, clock, vault, mac } = ports;
  const { identity, observer, quarantineMs, phoneCountries = [] } = settings;
  const pseudonym = createPseudonyms(mac);

  const raiseOne = async (
    { accountId, kind, cause, facts }: Occasion,
    { channel, to }: NoticeAddress,
    contacts: KnownContacts | undefined,
  ): Promise<void> => {
    const destination = pseudonym('destination', to);
    const id = uuidV5(['notice', accountId, kind, cause, channel, destination]);
    // Of each kind its own: nobody can use up the notice of a change by causing others.
    if (!(await shared.reserve('notice', `${kind}.${destination}`, id))) return observer.notice(kind, 'budget');
    if (channel !== 'email' && (await guards({ channel, to }, id)) !== undefined) return;
    const nowMs = clock.now();
    const reader = { language: contacts?.language, timeZone: contacts?.timeZone };
    const content = sealContent(vault, accountId, { to, reader, facts });
    const raised: NoticeState = {
      kind,
      accountId,
      channel,
      raisedAtMs: nowMs,
      status: 'waiting',
      tries: 0,
      nextTryAtMs: nowMs,
      content,
    };
    await ofAccount.add(accountId, { id, atMs: nowMs });
    const isNew = await changeRecord(ports, `${prefix}${id}`, kept, (before) =>
      Promise.resolve({ value: before ?? raised, found: before === undefined }),
    );
    if (isNew) observer.notice(kind, 'raised');
    wake();
  };

  const drive = async (id: string): Promise<void> => {
    const begun = await changeRecord(ports, id, kept, (before) => {
      const taken = before && beginNotice(before, clock.now(), notifierLimits.leaseMs);
      return Promise.resolve({ value: taken ?? (before && expireNotice(before, clock.now())), found: taken });
    });
    if (begun === undefined) return;
    const { accountId, kind, channel, raisedAtMs } = begun;
    const content = openContent(vault, accountId, begun.content);
    if (content === undefined) observer.contactsUnreadable('damaged');
    const name = { id: id.slice(prefix.length), expiresAtMs: raisedAtMs + noticeLifeMs };
    const result = content === undefined ? unopened : await send(name, channel, kind, content);
    if (!result.ok && result.reason === 'invalid_recipient' && content !== undefined) {
      await bounced.remember(channel, content.to, 'bounced');
    }
    observer.notice(kind, result.ok ? 'sent' : result.reason);
    await changeRecord(ports, id, kept, (before) =>
      Promise.resolve({ value: before && answeredNotice(before, clock.now(), result), found: undefined }),
    );
  };

  const send = (
    { id, expiresAtMs }: { readonly id: string; readonly expiresAtMs: number },
    channel: 'email' | 'sms',
    kind: NoticeKind,
    content: NonNullable<ReturnType<typeof openContent>>,
  ) => {
    const wording = noticeMessage(kind, content.facts, channel, identity, content.reader);
    const message = { id: `${id}.notice`, to: content.to, expiresAtMs, ...wording };
    return handOver(senders, message, (error) => observer.failed('drive', error));
  };

  return {
    drive,
    async raise(occasion) {
      const contacts = occasion.contacts ?? (await book.find(occasion.accountId));
      const isBounced = await bounced.among(contacts, ['email', 'sms']);
      const addresses = noticeAddresses(occasion.to, contacts, {
        nowMs: clock.now(),
        quarantineMs,
        canSend: ({ channel, to }) =>
          hasSender(senders, channel) &&
          !isBounced(channel, to) &&
          (channel === 'email' || isAllowedPhone(phoneCountries, to)),
      });
      if (addresses.length === 0) observer.notice(occasion.kind, 'no_contact');
      for (const address of addresses) await raiseOne(occasion, address, contacts);
    },
  };
}

const unopened = { ok: false, retry: false, reason: 'rejected' } as const;
