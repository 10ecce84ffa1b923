import type { AccountEvent } from '@countersign/events';
import { hash32 } from '../profile/hash.ts';
import { majorUnits } from '../profile/money-in-major-units.ts';
import type { Agent, EventKeys, GeoAnswer } from '../scoring-input.ts';

/** Hashes of the kinds that an event is of. */
export interface Kinds {
  /** From the widest to the narrowest, each a part of the one before: type, category, amount, hour. */
  readonly alike: readonly number[];
  readonly merchant?: number;
  readonly network?: number;
  readonly country?: number;
  readonly agent?: AgentKinds;
}

/** Hashes of a user agent, its browser and its system. */
export interface AgentKinds {
  readonly full: number;
  readonly browser: number;
  readonly system: number;
}

/** Amounts whose natural logs lie in one step of this width are alike: 100 and 160 are, 100 and 170 are not. */
const lnStep = 0.5;
const hoursOfDaypart = 4;

/** The kinds of an event; only types whose detectors ask have any. */
export function kindsOf(event: AccountEvent, keys: EventKeys, geo: GeoAnswer, agent?: Agent): Kinds {
  if (event.type === 'login.succeeded') return loginKinds(hash32(event.type), keys, geo, agent);
  if (event.type === 'purchase.requested') return withEntities(purchaseKinds(event), keys, geo);
  return none;
}

function loginKinds(all: number, keys: EventKeys, geo: GeoAnswer, agent: Agent | undefined): Kinds {
  const kinds = withEntities([all], keys, geo);
  if (agent !== undefined) kinds.agent = agentKinds(agent, all);
  return kinds;
}

const agentKinds = (agent: Agent, all: number): AgentKinds => ({
  full: hash32(agent.full, all),
  browser: hash32(agent.browser, all + 1),
  system: hash32(agent.system, all + 2),
});

const none: Kinds = { alike: [] };

function purchaseKinds({ type, time, data }: Extract<AccountEvent, { type: 'purchase.requested' }>): readonly number[] {
  const { amount, merchant } = data;
  const lnAmount = Math.log(Math.max(0.01, majorUnits(amount.minor, amount.currency)));
  const all = hash32(type);
  const category = hash32(merchant?.category ?? '', all);
  const priced = hash32(amount.currency, category + Math.floor(lnAmount / lnStep));
  const daypart = Math.floor((time / 3_600_000 / hoursOfDaypart) % (24 / hoursOfDaypart));
  return [all, category, priced, hash32('daypart', priced + daypart)];
}

/** Merchant, network and country by event type: who is robbed at logins need not be robbed at purchases. */
function withEntities(alike: readonly number[], { merchant, network }: EventKeys, geo: GeoAnswer): Mutable<Kinds> {
  const [all] = alike;
  const kinds: Mutable<Kinds> = { alike };
  if (merchant !== undefined) kinds.merchant = hash32(merchant, all);
  if (network !== undefined) kinds.network = hash32(network, all);
  if (!('unknown' in geo)) kinds.country = hash32(geo.country, all);
  return kinds;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** All of them, as a decision keeps them and its label brings them back. */
export function kindList({ alike, merchant, network, country, agent }: Kinds): readonly number[] {
  const list = alike.slice();
  if (merchant !== undefined) list.push(merchant);
  if (network !== undefined) list.push(network);
  if (country !== undefined) list.push(country);
  if (agent !== undefined) list.push(agent.full, agent.browser, agent.system);
  return list;
}
