import {
  type AccountEvent,
  type EventData,
  type EventType,
  type Label,
  type Outcome,
  type OutcomeKind,
  accountId,
  epochMs,
} from '@countersign/events';
import {
  type EventKeys,
  type FeatureRecord,
  type Policy,
  type Profile,
  type Verdict,
  createPopulation,
  decide,
  decodeProfile,
  emptyProfile,
  encodeProfile,
  entityUses,
  evolve,
  extract,
  factsOf,
  kindList,
  kindsOf,
  labelUses,
  learnFromLabel,
  learnFromOutcome,
  outcomeUses,
  recordOf,
  velocityUses,
} from '../src/index.ts';
import { type Actor, dayMs, euros, minuteMs, owner } from './people.ts';
import { shippedPolicy } from './shipped-policy.ts';
import { type World, membersOf, observe } from './world.ts';

export * from './people.ts';
export type { World } from './world.ts';

/** What can be told of one account. Everything that changes the account answers with the story itself. */
export interface Story {
  readonly profile: Profile;
  readonly nowMs: number;
  wait(ms: number): Story;
  /** The event happens: scored, then remembered. */
  act<T extends EventType>(type: T, data: Omit<EventData<T>, 'context'>, actor?: Actor): Told;
  outcome(kind: OutcomeKind, of: Told, rest?: Partial<Outcome>): Story;
  label(label: Label['label'], of: Told, keys?: Label['keys']): Story;
  /** An ordinary customer's months: a login and a purchase of 20 to 60 EUR every other day from home. */
  livesQuietly(days: number, actor?: Actor): Told[];
}

/** One account's life, told event by event against the pure core; profiles pass through their binary form every time. */
export function story(account = 'ana', policy: Policy = shippedPolicy, world: World = new Map()): Story {
  let profile: Profile = emptyProfile;
  let nowMs = Date.UTC(2026, 2, 2, 9, 0, 0);
  let counter = 0;
  const population = createPopulation();

  const told: Story = {
    get profile(): Profile {
      return profile;
    },
    get nowMs(): number {
      return nowMs;
    },
    wait(ms) {
      nowMs += ms;
      return told;
    },
    act<T extends EventType>(type: T, data: Omit<EventData<T>, 'context'>, actor: Actor = owner): Told {
      counter += 1;
      const eventId = `${account}-${counter}`;
      const timeMs = actor.timeMs ?? nowMs;
      const context = { ip: actor.ip, deviceId: actor.device };
      // The story's data are what upstream would have sent; the codec has its own tests.
      const event = {
        id: eventId,
        source: 'story',
        accountId: accountId(account),
        time: epochMs(timeMs),
        type,
        data: { context, ...data },
      } as unknown as AccountEvent;
      const keys = {
        account,
        ...(actor.device === undefined ? {} : { device: actor.device }),
        ...(actor.ip === undefined ? {} : { ip: actor.ip, network: actor.ip.replace(/\d+$/, '0') }),
        ...keysOfMoney(event),
      };
      const isLate = actor.flags?.includes('late') ?? false;
      const demanded =
        policy.velocities === undefined ? [] : velocityUses(policy.velocities, event, keys, nowMs, isLate);
      const uses = [...entityUses(event, keys), ...demanded];
      const entities = new Map(uses.map((use) => [use.name, membersOf(world, use, nowMs)]));
      const geo = actor.geo ?? { unknown: 'no_address' };
      const input = {
        event,
        keys,
        logTimeMs: nowMs,
        timeMs,
        flags: actor.flags ?? [],
        geo,
        agent: actor.agent,
        entities,
        population,
        kinds: kindsOf(event, keys, geo, actor.agent),
      };
      const verdict = decide(extract(input, profile, policy), factsOf(event, keys, nowMs), policy);
      const record = recordOf(verdict.found, policy.byType[type].slots);
      const challengeId = `challenge-${eventId}`;
      const ids = verdict.challenge === undefined ? { decisionId: eventId } : { decisionId: eventId, challengeId };
      profile = stored(evolve(profile, input, verdict, ids, policy));
      population.noteSeen(kindList(input.kinds), Math.floor(nowMs / 1000));
      for (const use of uses) observe(world, use, nowMs);
      return { ...verdict, ...record, eventId, challengeId, codes: verdict.reasons.map((reason) => reason.code) };
    },
    outcome(kind: OutcomeKind, of: Told, rest: Partial<Outcome> = {}): Story {
      const outcome: Outcome = {
        id: `${of.challengeId}-${kind}`,
        challengeId: of.challengeId,
        decisionId: of.eventId,
        eventId: of.eventId,
        accountId: account,
        kind,
        sendSeq: 1,
        at: new Date(nowMs).toISOString(),
        expiresAt: new Date(nowMs + 10 * minuteMs).toISOString(),
        channel: 'email',
        ...rest,
      };
      profile = stored(learnFromOutcome(profile, outcome, nowMs));
      for (const use of outcomeUses(outcome, account)) observe(world, use, nowMs);
      return told;
    },
    label(label: Label['label'], of: Told, keys?: Label['keys']): Story {
      const knownAt = new Date(nowMs).toISOString();
      const record: Label = {
        id: `label-${of.eventId}`,
        eventId: of.eventId,
        accountId: account,
        label,
        source: 'analyst',
        knownAt,
      };
      const known = keys === undefined ? record : { ...record, keys };
      profile = stored(learnFromLabel(profile, known, nowMs));
      for (const use of labelUses(known, account)) observe(world, use, nowMs);
      return told;
    },
    livesQuietly(days: number, actor: Actor = owner): Told[] {
      const verdicts: Told[] = [];
      for (let day = 0; day < days; day += 2) {
        verdicts.push(told.act('login.succeeded', {}, actor));
        told.wait(10 * minuteMs);
        verdicts.push(told.act('purchase.requested', euros(20 + ((day * 7) % 41)), actor));
        told.wait(2 * dayMs - 10 * minuteMs);
      }
      return verdicts;
    },
  };
  return told;
}

/** A verdict with the ids that it got and the codes of its reasons. */
export interface Told extends Verdict, FeatureRecord {
  readonly eventId: string;
  readonly challengeId: string;
  readonly codes: readonly string[];
}

/** As the engine derives them, without the pseudonyms. */
function keysOfMoney(event: AccountEvent): Partial<EventKeys> {
  switch (event.type) {
    case 'purchase.requested': {
      const { merchant, instrument, shippingTo } = event.data;
      return given({ merchant: merchant?.id, instrument: instrument?.digest, address: shippingTo?.addressDigest });
    }
    case 'subscription.start_requested':
      return given({ instrument: event.data.instrument?.digest });
    case 'refund.requested':
      return given({ instrument: event.data.target.digest });
    case 'gift_card.issued':
    case 'gift_card.redemption_requested':
      return { giftCard: event.data.giftCard.digest };
    default:
      return {};
  }
}

const given = (keys: { readonly [Name in keyof EventKeys]?: EventKeys[Name] | undefined }): Partial<EventKeys> =>
  Object.fromEntries(Object.entries(keys).filter(([, key]) => key !== undefined));

const stored = (profile: Profile): Profile => decodeProfile(encodeProfile(profile));
