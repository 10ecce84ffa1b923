import type { AccountEvent, EventType, Money } from '@countersign/events';
import type { EventKeys } from '../../scoring-input.ts';

/** Something at which acts are counted, by its name among the pseudonyms of an event. */
export type VelocityEntity = Exclude<keyof EventKeys, 'kinds' | 'places' | 'session'>;

interface ActSpec {
  readonly type: EventType;
  readonly hasMoney: boolean;
  /** Entities that such an event can name, each with what is told apart there: among accounts, or of one account. */
  readonly at: Partial<Readonly<Record<VelocityEntity, readonly VelocityEntity[]>>>;
}

const shared = ['account'] as const;
const context = { device: shared, ip: shared, network: shared };

/** What is counted, and where. */
export const velocityActs = {
  purchases: {
    type: 'purchase.requested',
    hasMoney: true,
    at: {
      account: ['device', 'instrument', 'merchant'],
      ...context,
      instrument: shared,
      address: shared,
      merchant: shared,
    },
  },
  redemptions: {
    type: 'gift_card.redemption_requested',
    hasMoney: true,
    at: { account: ['device', 'giftCard'], ...context, giftCard: shared },
  },
  refunds: {
    type: 'refund.requested',
    hasMoney: true,
    at: { account: ['device', 'instrument'], ...context, instrument: shared },
  },
  logins: { type: 'login.succeeded', hasMoney: false, at: { account: ['device', 'ip'], ...context } },
  failedLogins: { type: 'login.failed', hasMoney: false, at: { account: ['device', 'ip'], ...context } },
  resets: { type: 'password_reset.requested', hasMoney: false, at: { account: ['device', 'ip'], ...context } },
  signUps: { type: 'account.created', hasMoney: false, at: { ...context, instrument: shared, address: shared } },
} as const satisfies Readonly<Record<string, ActSpec>>;

export type VelocityAct = keyof typeof velocityActs;

/** Lengths of the windows in seconds. */
export const velocityWindows = { '1min': 60, '1h': 3_600, '24h': 86_400, '7d': 604_800 } as const;

export type VelocityWindow = keyof typeof velocityWindows;

/** One velocity: what is counted, where, for how long, and how. */
export interface Velocity {
  readonly name: string;
  readonly entity: VelocityEntity;
  readonly act: VelocityAct;
  readonly window: VelocityWindow;
  /** `count`, `sum`, or what is told apart. */
  readonly measure: 'count' | 'sum' | VelocityEntity;
  /** What members of its set tell apart: the measure, or what the entity's other measures have at hand. */
  readonly of: VelocityEntity;
}

const capitalised = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** How a feature's name ends that tells things apart. */
const plurals = {
  account: 'Accounts',
  device: 'Devices',
  ip: 'Ips',
  network: 'Networks',
  instrument: 'Instruments',
  giftCard: 'GiftCards',
  address: 'Addresses',
  merchant: 'Merchants',
} as const satisfies Readonly<Record<VelocityEntity, string>>;

/** Every velocity that can be asked for, in the order of acts, entities, windows and measures. */
export const velocities: readonly Velocity[] = Object.entries(
  velocityActs as Readonly<Record<string, ActSpec>>,
).flatMap(([act, { at, hasMoney }]) =>
  Object.entries(at).flatMap(([entity, apart]) =>
    Object.keys(velocityWindows).flatMap((window) =>
      (['count', ...(hasMoney ? (['sum'] as const) : []), ...apart] as const).map((measure): Velocity => {
        const isApart = measure !== 'count' && measure !== 'sum';
        const ending = isApart ? plurals[measure] : capitalised(measure);
        return {
          name: `velocity${capitalised(entity)}${capitalised(act)}${window}${ending}`,
          entity: entity as VelocityEntity,
          act: act as VelocityAct,
          window: window as VelocityWindow,
          measure,
          of: isApart ? measure : (apart[0] ?? 'account'),
        };
      }),
    ),
  ),
);

/** What an act moves; undefined where it moves nothing, or upstream does not say how much. */
export function moneyOf(event: AccountEvent): Money | undefined {
  switch (event.type) {
    case 'purchase.requested':
    case 'refund.requested':
      return event.data.amount;
    case 'gift_card.redemption_requested':
      return event.data.amount ?? event.data.giftCard.faceValue;
    default:
      return undefined;
  }
}
