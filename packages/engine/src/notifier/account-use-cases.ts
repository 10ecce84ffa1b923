import { type MessageChannelName, emailAddress, phoneNumber } from '@countersign/challenge';
import type { AccountView } from './account-view.ts';
import type { Bounce, BouncedContacts } from './bounced-contacts.ts';
import type { NotifierSettings } from './notifier-ports.ts';
import { type OrUnavailable, orUnavailable } from './or-unavailable.ts';
import type { IssuedToken, RememberedBrowsers } from './remembered-browsers.ts';

/** What upstream's pages ask about an account of a customer who signed in (OTP-40, OTP-41). */
export interface AccountUseCases {
  accountView(accountId: string): Promise<OrUnavailable<AccountView>>;
  /** After a login was verified there, and the customer wished it. */
  rememberBrowser(asked: {
    readonly accountId: string;
    readonly deviceId: string;
    readonly challengeId: string;
  }): Promise<OrUnavailable<IssuedToken | 'rejected'>>;
  /** Before a login is published: its `rememberedBrowser` is what this answers. */
  isBrowserRemembered(asked: {
    readonly accountId: string;
    readonly deviceId: string;
    readonly token: string;
  }): Promise<OrUnavailable<boolean>>;
  /**
   * A provider says that a message came back, or that somebody complained of it: nothing goes there for some time. `rejected`: no
   * address or number that anything could have been sent to.
   */
  noteBounce(channel: MessageChannelName, to: string, bounce: Bounce): Promise<OrUnavailable<'noted' | 'rejected'>>;
  /** One, or all of them without `id`. */
  forgetBrowsers(asked: {
    readonly accountId: string;
    readonly id?: string | undefined;
  }): Promise<OrUnavailable<'forgotten'>>;
}

export function createAccountUseCases(
  { observer }: Pick<NotifierSettings, 'observer'>,
  view: (accountId: string) => Promise<AccountView>,
  remembered: RememberedBrowsers,
  bounced: Pick<BouncedContacts, 'remember'>,
): AccountUseCases {
  const answer = <A>(work: () => Promise<A>): Promise<OrUnavailable<A>> =>
    orUnavailable(work, (error) => observer.failed('answer', error));
  return {
    accountView: (accountId) => answer(() => view(accountId)),
    rememberBrowser: (asked) => answer(async () => (await remembered.issue(asked)) ?? 'rejected'),
    isBrowserRemembered: (asked) => answer(() => remembered.isRemembered(asked)),
    noteBounce: (channel, to, bounce) =>
      answer(async () => {
        const contact = normalContact(channel, to);
        if (contact === undefined) return 'rejected' as const;
        await bounced.remember(channel, contact, bounce);
        return 'noted' as const;
      }),
    forgetBrowsers: ({ accountId, id }) =>
      answer(async () => {
        await remembered.revoke(accountId, id);
        return 'forgotten' as const;
      }),
  };
}

/** In the form that is stored and sent to. */
function normalContact(channel: MessageChannelName, to: string): string | undefined {
  if (channel === 'email') {
    const read = emailAddress(to);
    return read.ok ? read.address : undefined;
  }
  const read = phoneNumber(to, undefined);
  return read.ok ? read.e164 : undefined;
}
