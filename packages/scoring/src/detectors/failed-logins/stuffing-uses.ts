import type { EntityUse, EventKeys } from '../../scoring-input.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/**
 * Who fails where: the accounts that failed from an address or a network, and the addresses from which one account failed. The
 * account of a failed login may be the pseudonym of a name that does not exist. Only failures add to the sets.
 */
export function stuffingUses(keys: EventKeys, isFailure: boolean): readonly EntityUse[] {
  const { ip, network, account } = keys;
  const member = isFailure ? account : undefined;
  const uses: EntityUse[] = [];
  if (ip !== undefined) {
    uses.push(
      { name: 'ipFailedAccounts', set: inHour(`ip:${ip}:failed_accounts`), member },
      { name: 'ipFailedAccountsDay', set: inDay(`ip:${ip}:failed_accounts_24h`), member },
      { name: 'accountFailedIps', set: inHour(`account:${account}:failed_ips`), member: isFailure ? ip : undefined },
    );
  }
  if (network !== undefined) {
    uses.push({ name: 'networkFailedAccounts', set: inHour(`network:${network}:failed_accounts`), member });
  }
  return uses;
}

const inHour = (id: string): EntityUse['set'] => ({ id, bucketMs: 10 * minuteMs, windowMs: hourMs });
const inDay = (id: string): EntityUse['set'] => ({ id, bucketMs: 3 * hourMs, windowMs: 24 * hourMs });
