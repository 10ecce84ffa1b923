import {
  type Authenticator,
  type BudgetEntry,
  decodeAuthenticator,
  decodeBudget,
  decodeFailedTries,
  decodeHandover,
  decodeNotice,
  recoveryCodesLeft,
} from '@countersign/challenge';
import { utf8Text } from '@countersign/events';
import { keptNotices } from '../notifier/account-notices.ts';
import { openContent } from '../notifier/notice-content.ts';
import { keptReset } from '../notifier/password-resets.ts';
import { keptBrowsers } from '../notifier/remembered-browsers.ts';
import { markBytes } from '../notifier/stored-state.ts';
import type { ErasurePorts } from './erasure-ports.ts';

/** A record as its owner may see it: what it is, and what stands in it. Times are epoch milliseconds. */
export interface ShownRecord {
  /** `budget`, `authenticator`, `notices`, `notice`, `remembered`, `reset`, `tries` or `handover`. */
  readonly record: string;
  readonly [field: string]: unknown;
}

/** What it takes to open what is sealed. */
interface Opening {
  readonly vault: ErasurePorts['vault'];
  readonly accountId: string;
}

/**
 * Shows records that lie beside challenges, by the first part of their id. No secret of an app, no digest of a recovery code and no binding
 * is in it; one that this release cannot read is told as that, and one that holds nothing is none.
 */
export function createShowRecord({
  challenges,
  vault,
}: Pick<ErasurePorts, 'challenges' | 'vault'>): (accountId: string, id: string) => Promise<ShownRecord | undefined> {
  return async (accountId, id) => {
    const [record = ''] = id.split(':');
    const stored = await challenges.load(id);
    const bytes = stored?.state.subarray(markBytes);
    if (bytes === undefined || bytes.length === 0) return undefined;
    try {
      return { record, ...shows[record]?.(bytes, { vault, accountId }) };
    } catch {
      return { record, unreadable: true };
    }
  };
}

const shows: Readonly<Record<string, (bytes: Uint8Array, opening: Opening) => object>> = {
  budget: (bytes) => {
    const { entries, ...sums } = decodeBudget(bytes);
    return { ...sums, challenges: entries.map(withoutBinding) };
  },
  tries: decodeFailedTries,
  notices: (bytes) => ({ sent: keptNotices.decode(bytes) }),
  remembered: (bytes) => ({ browsers: keptBrowsers.decode(bytes) }),
  reset: (bytes) => ({ ...keptReset.decode(bytes) }),
  authenticator(bytes, { vault, accountId }) {
    const opened = vault.open(accountId, bytes);
    if (!opened.ok) return { unreadable: true };
    const { active, enrolment, spentApprovals } = decodeAuthenticator(opened.plaintext);
    return {
      ...(active === undefined ? {} : { enrolled: withoutSecret(active) }),
      ...(enrolment === undefined ? {} : { begun: { expiresAtMs: enrolment.expiresAtMs, tries: enrolment.tries } }),
      spentApprovals,
    };
  },
  notice(bytes, { vault, accountId }) {
    const { content, ...state } = decodeNotice(bytes);
    const { to, reader, facts } = openContent(vault, accountId, content) ?? {};
    return { ...state, to, ...reader, ...facts };
  },
  handover(bytes, { vault, accountId }) {
    const { delegate, ...shown } = decodeHandover(bytes);
    const opened = delegate && vault.open(accountId, delegate);
    return { ...shown, ...(opened?.ok === true ? { delegate: utf8Text(opened.plaintext) } : {}) };
  },
};

function withoutBinding(entry: BudgetEntry): object {
  const { bindingDigest: _, ...shown } = entry;
  return shown;
}

const withoutSecret = (active: Authenticator): object => {
  const { enrolledAtMs, strongFromMs, lastStep, lastStepFor, recovery } = active;
  const recoveryCodesUsedFor = recovery.flatMap(({ usedFor }) => usedFor ?? []);
  const left = recoveryCodesLeft(active);
  return { enrolledAtMs, strongFromMs, lastStep, lastStepFor, recoveryCodesLeft: left, recoveryCodesUsedFor };
};
