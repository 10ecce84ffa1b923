import { byteReader, byteWriter, isOwnLife, sameBytes } from '@countersign/challenge';
import { uuidV5 } from '@countersign/events';
import { createPseudonyms } from '../pseudonyms.ts';
import type { ChallengeLedger } from './challenge-ledger.ts';
import type { NotifierPorts } from './notifier-ports.ts';
import { type RecordKind, changeRecord, loadRecord } from './stored-record.ts';

/** Browsers that need no second step for 30 days, because one was verified there (OTP-40). */
export interface RememberedBrowsers {
  /**
   * A token for the browser of a login whose code was just verified; the same again for the same challenge. Undefined: no such
   * challenge of this account, not for a login, not verified, not from this device, or too long ago.
   */
  issue(asked: BrowserOf & { readonly challengeId: string }): Promise<IssuedToken | undefined>;
  /** Whether a token was issued to this account and device, is not over and was not revoked. */
  isRemembered(asked: BrowserOf & { readonly token: string }): Promise<boolean>;
  /** Revokes one by its id, or all of them; durable when it resolves. */
  revoke(accountId: string, id?: string): Promise<void>;
  /** Those that are not over, the newest last. */
  list(accountId: string): Promise<readonly RememberedBrowser[]>;
}

interface BrowserOf {
  readonly accountId: string;
  readonly deviceId: string;
}
/** Epoch milliseconds. */
export interface RememberedBrowser {
  /** Names it, and opens nothing. */
  readonly id: string;
  readonly sinceMs: number;
  readonly expiresAtMs: number;
}
export interface IssuedToken {
  readonly token: string;
  readonly expiresAtMs: number;
}

const dayMs = 86_400_000;
const rememberMs = 30 * dayMs;
/** The page asks right after the code was typed. */
const issueMs = 15 * 60_000;
/** Of an account; the oldest makes room. */
const most = 16;

/** How it lies in the store. */
export const keptBrowsers: RecordKind<readonly RememberedBrowser[]> = {
  keepMs: rememberMs,
  encode(browsers) {
    const writer = byteWriter();
    writer.number(1);
    writer.number(browsers.length);
    for (const { id, sinceMs, expiresAtMs } of browsers) {
      writer.text(id);
      writer.number(sinceMs);
      writer.number(expiresAtMs);
    }
    return writer.done();
  },
  decode(bytes) {
    if (bytes === undefined) return [];
    const reader = byteReader(bytes);
    reader.oneOf([undefined, 1]);
    return reader.list(() => ({ id: reader.text(), sinceMs: reader.number(), expiresAtMs: reader.number() }));
  },
};

/**
 * A token is `v1.<id>.<end>.<kid>.<digest>`: a digest over account, device, id and end under the key of outcomes, whose texts begin
 * otherwise. So a forged one is refused without a look at the store, and one that was revoked is missing in the account's list.
 */
export function createRememberedBrowsers(
  ports: Pick<NotifierPorts, 'challenges' | 'clock' | 'randomness' | 'mac'>,
  ledger: Pick<ChallengeLedger, 'read'>,
): RememberedBrowsers {
  const { clock, mac } = ports;
  const pseudonym = createPseudonyms(mac);
  const nameOf = (accountId: string): string => `remembered:account:${pseudonym('account', accountId)}`;
  const live = (browsers: readonly RememberedBrowser[]): readonly RememberedBrowser[] =>
    browsers.filter(({ expiresAtMs }) => clock.now() < expiresAtMs);

  const digestOf = ({ accountId, deviceId }: BrowserOf, id: string, end: string, kid: string): Uint8Array => {
    const parts = [id, end, pseudonym('device', deviceId), accountId];
    return mac.digest('outcome', `remembered browser|v1|${parts.join('|')}`, kid);
  };

  const approvedBy = async ({ accountId, deviceId, challengeId }: BrowserOf & { readonly challengeId: string }) => {
    const state = await ledger.read(challengeId);
    if (!isOwnLife(state) || state.status !== 'verified') return undefined;
    const { terms } = state;
    const isTheirs = terms.accountId === accountId && terms.device === pseudonym('device', deviceId);
    const isFresh = clock.now() < state.expiresAtMs + issueMs;
    return isTheirs && terms.purpose === 'login' && isFresh ? terms : undefined;
  };

  return {
    async issue(asked) {
      const terms = await approvedBy(asked);
      if (terms === undefined) return undefined;
      const id = uuidV5(['remembered browser', terms.challengeId]);
      const now = clock.now();
      const browser = await changeRecord(ports, nameOf(asked.accountId), keptBrowsers, (before) => {
        const made = before.find((one) => one.id === id) ?? { id, sinceMs: now, expiresAtMs: now + rememberMs };
        const others = live(before).filter((one) => one.id !== id);
        return Promise.resolve({ value: [...others, made].slice(-most), found: made });
      });
      const end = browser.expiresAtMs.toString(36);
      const kid = mac.currentKid('outcome');
      const digest = Buffer.from(digestOf(asked, id, end, kid)).toString('base64url');
      return { token: `v1.${id}.${end}.${kid}.${digest}`, expiresAtMs: browser.expiresAtMs };
    },
    async isRemembered({ token, ...browser }) {
      const [, id = '', end = '', kid = '', digest = ''] = tokenPattern.exec(token) ?? [];
      if (!mac.knows('outcome', kid)) return false;
      if (!sameBytes(digestOf(browser, id, end, kid), Buffer.from(digest, 'base64url'))) return false;
      return live(await loadRecord(ports, nameOf(browser.accountId), keptBrowsers)).some((one) => one.id === id);
    },
    revoke: (accountId, id) =>
      changeRecord(ports, nameOf(accountId), keptBrowsers, (before) =>
        Promise.resolve({ value: id === undefined ? [] : before.filter((one) => one.id !== id), found: undefined }),
      ),
    list: async (accountId) => live(await loadRecord(ports, nameOf(accountId), keptBrowsers)),
  };
}

const tokenPattern = /^v1\.([\da-f-]{36})\.([\da-z]{1,12})\.([\w-]{1,64})\.([\w-]{43})$/;
