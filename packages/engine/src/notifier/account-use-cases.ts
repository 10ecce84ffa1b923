import type { AccountView } from './account-view.ts';
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
): AccountUseCases {
  const answer = <A>(work: () => Promise<A>): Promise<OrUnavailable<A>> =>
    orUnavailable(work, (error) => observer.failed('answer', error));
  return {
    accountView: (accountId) => answer(() => view(accountId)),
    rememberBrowser: (asked) => answer(async () => (await remembered.issue(asked)) ?? 'rejected'),
    isBrowserRemembered: (asked) => answer(() => remembered.isRemembered(asked)),
    forgetBrowsers: ({ accountId, id }) =>
      answer(async () => {
        await remembered.revoke(accountId, id);
        return 'forgotten' as const;
      }),
  };
}
