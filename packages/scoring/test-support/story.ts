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
  type DecisionFlag,
  type EntityUse,
  type GeoAnswer,
  type Policy,
  type Profile,
  type Verdict,
  decide,
  decodeProfile,
  emptyProfile,
  encodeProfile,
  entityUses,
  evolve,
  extract,
  learnFromLabel,
  learnFromOutcome,
} from '../src/index.ts';
import { shippedPolicy } from './shipped-policy.ts';

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

export const lisbon: GeoAnswer = {
  country: 'PT',
  region: '11',
  city: 'Lisbon',
  latitude: 38.72,
  longitude: -9.14,
  accuracyKm: 10,
};
export const porto: GeoAnswer = {
  country: 'PT',
  region: '13',
  city: 'Porto',
  latitude: 41.15,
  longitude: -8.61,
  accuracyKm: 10,
};
export const lagos: GeoAnswer = {
  country: 'NG',
  region: 'LA',
  city: 'Lagos',
  latitude: 6.45,
  longitude: 3.39,
  accuracyKm: 20,
};

/** Where and on what somebody acts. */
export interface Actor {
  readonly device?: string | undefined;
  readonly ip?: string;
  readonly geo?: GeoAnswer;
  readonly flags?: readonly DecisionFlag[];
  /** Own time, when it differs from the log's. */
  readonly timeMs?: number;
}

export const owner: Actor = { device: 'owners-laptop', ip: '192.0.2.10', geo: lisbon };
export const thief: Actor = { device: 'thiefs-phone', ip: '203.0.113.66', geo: lagos };

/** What every account of a test shares: entity sets by id, member to bucket start. */
export type World = Map<string, Map<string, number>>;

/** One account's life, told event by event against the pure core; profiles pass through their binary form every time. */
export function story(account = 'ana', policy: Policy = shippedPolicy, world: World = new Map()) {
  let profile: Profile = emptyProfile;
  let nowMs = Date.UTC(2026, 2, 2, 9, 0, 0);
  let counter = 0;

  const told = {
    get profile(): Profile {
      return profile;
    },
    get nowMs(): number {
      return nowMs;
    },
    wait(ms: number): typeof told {
      nowMs += ms;
      return told;
    },
    /** The event happens: scored, then remembered. */
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
        ...(event.type === 'gift_card.redemption_requested' ? { giftCard: event.data.giftCard.digest } : {}),
      };
      const uses = entityUses(event, keys);
      const entities = new Map(uses.map((use) => [use.name, membersOf(world, use, nowMs)]));
      const geo = actor.geo ?? { unknown: 'no_address' };
      const input = { event, keys, logTimeMs: nowMs, timeMs, flags: actor.flags ?? [], geo, entities };
      const verdict = decide(extract(input, profile, policy), type, policy);
      const challengeId = `challenge-${eventId}`;
      const ids = verdict.challenge === undefined ? { decisionId: eventId } : { decisionId: eventId, challengeId };
      profile = stored(evolve(profile, input, verdict, ids, policy));
      for (const use of uses) observe(world, use, nowMs);
      return { ...verdict, eventId, challengeId, codes: verdict.reasons.map((reason) => reason.code) };
    },
    outcome(kind: OutcomeKind, of: Told, rest: Partial<Outcome> = {}): typeof told {
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
      return told;
    },
    label(label: Label['label'], of: Told, keys?: Label['keys']): typeof told {
      const knownAt = new Date(nowMs).toISOString();
      const record: Label = {
        id: `label-${of.eventId}`,
        eventId: of.eventId,
        accountId: account,
        label,
        source: 'analyst',
        knownAt,
      };
      profile = stored(learnFromLabel(profile, keys === undefined ? record : { ...record, keys }, nowMs));
      return told;
    },
    /** An ordinary customer's months: a login and a purchase of 20 to 60 EUR every other day from home. */
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
export interface Told extends Verdict {
  readonly eventId: string;
  readonly challengeId: string;
  readonly codes: readonly string[];
}

/** An amount in EUR. */
export const euros = (amount: number) => ({ amount: { minor: Math.round(amount * 100), currency: 'EUR' } });

/** A gift card of 50 EUR whose code was right. */
export const giftCard = (name: string, value = 50) => ({
  giftCard: { digest: `digest-of-card-${name}`, faceValue: { minor: value * 100, currency: 'EUR' } },
  codeStatus: 'valid' as const,
});

const stored = (profile: Profile): Profile => decodeProfile(encodeProfile(profile));

function membersOf(world: World, { set }: EntityUse, nowMs: number): Map<string, number> {
  const members = world.get(set.id) ?? new Map<string, number>();
  return new Map([...members].filter(([, bucketMs]) => bucketMs > nowMs - set.windowMs));
}

function observe(world: World, { set, member }: EntityUse, nowMs: number): void {
  if (member === undefined) return;
  const members = world.get(set.id) ?? new Map<string, number>();
  members.set(member, Math.floor(nowMs / set.bucketMs) * set.bucketMs);
  world.set(set.id, members);
}
