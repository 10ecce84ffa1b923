import type { EntityKeys, Label, Outcome } from '@countersign/events';
import type { EntitySet, EntityUse, EventKeys } from '../../scoring-input.ts';

const dayMs = 86_400_000;
/** How long a confirmed fraud is remembered at what it touched; it has faded long before. */
const windowMs = 90 * dayMs;

/** What links accounts: one person's device, card or address. Networks and merchants have reputations instead. */
export const linkKinds = ['device', 'instrument', 'address'] as const;
export type LinkKind = (typeof linkKinds)[number];

/** The name that the detector knows a set by; put together anew for every event it would have to be hashed anew for every look-up. */
export const linkName: Readonly<Record<LinkKind, string>> = {
  device: 'deviceFrauds',
  instrument: 'instrumentFrauds',
  address: 'addressFrauds',
};

const setOf = (kind: LinkKind, key: string): EntitySet => ({ id: `${kind}:${key}:frauds`, bucketMs: dayMs, windowMs });

/** The accounts that were robbed or reported where this event is: read only. */
export function linkageUses(keys: EventKeys): readonly EntityUse[] {
  const uses: EntityUse[] = [];
  for (const kind of linkKinds) {
    const key = keys[kind];
    if (key !== undefined) uses.push({ name: linkName[kind], set: setOf(kind, key), member: undefined });
  }
  return uses;
}

/**
 * What a label of fraud adds, when it becomes known: its account, to the sets of everything that the event touched. Members
 * of sets, so applying the same label again changes nothing (DEL-09); a set lies where its entity lies, whichever partition
 * writes to it. `account` is the pseudonym.
 */
export const labelUses = ({ label, keys }: Label, account: string): readonly EntityUse[] =>
  label === 'fraud' && keys !== undefined ? withMember(keys, account) : nothing;

/** What "this was not me" adds: the account, to the set of the reported device. */
export const outcomeUses = ({ kind, device }: Outcome, account: string): readonly EntityUse[] =>
  kind === 'reported' && device !== undefined ? withMember({ device }, account) : nothing;

const nothing: readonly EntityUse[] = [];

const withMember = (keys: EntityKeys, account: string): readonly EntityUse[] =>
  linkageUses({ ...keys, account }).map((use) => ({ ...use, member: account }));
