import type { DetectorWords } from '../../words/detector-words.ts';
import type { InEveryLanguage } from '../../words/languages.ts';
import {
  type Velocity,
  type VelocityAct,
  type VelocityEntity,
  type VelocityWindow,
  velocities,
} from './velocity-table.ts';

/** The parts that phrases are put together from. */
interface Parts {
  readonly acts: Readonly<Record<VelocityAct, string>>;
  readonly at: Readonly<Record<VelocityEntity, string>>;
  readonly things: Readonly<Record<VelocityEntity, string>>;
  readonly windows: Readonly<Record<VelocityWindow, string>>;
  sum(acts: string): string;
  apart(things: string, acts: string): string;
}

const english: Parts = {
  acts: {
    purchases: 'purchases',
    redemptions: 'gift cards redeemed',
    refunds: 'refunds asked for',
    logins: 'logins',
    failedLogins: 'failed logins',
    resets: 'password resets',
    signUps: 'accounts opened',
  },
  at: {
    account: 'on this account',
    device: 'on this device',
    ip: 'from this IP address',
    network: 'from this network',
    instrument: 'with this payment instrument',
    giftCard: 'with this gift card',
    address: 'for this postal address',
    merchant: 'at this merchant',
  },
  things: {
    account: 'accounts',
    device: 'devices',
    ip: 'IP addresses',
    network: 'networks',
    instrument: 'payment instruments',
    giftCard: 'gift cards',
    address: 'addresses',
    merchant: 'merchants',
  },
  windows: { '1min': 'in one minute', '1h': 'in one hour', '24h': 'in 24 hours', '7d': 'in 7 days' },
  sum: (acts) => `the sum of ${acts}`,
  apart: (things, acts) => `different ${things} among ${acts}`,
};

const hebrew: Parts = {
  acts: {
    purchases: 'רכישות',
    redemptions: 'מימושי כרטיסי מתנה',
    refunds: 'בקשות החזר',
    logins: 'כניסות',
    failedLogins: 'כניסות שנכשלו',
    resets: 'איפוסי סיסמה',
    signUps: 'פתיחות חשבון',
  },
  at: {
    account: 'בחשבון הזה',
    device: 'במכשיר הזה',
    ip: 'מכתובת הרשת הזאת',
    network: 'מהרשת הזאת',
    instrument: 'באמצעי התשלום הזה',
    giftCard: 'בכרטיס המתנה הזה',
    address: 'עבור הכתובת הזאת',
    merchant: 'בבית העסק הזה',
  },
  things: {
    account: 'חשבונות שונים',
    device: 'מכשירים שונים',
    ip: 'כתובות רשת שונות',
    network: 'רשתות שונות',
    instrument: 'אמצעי תשלום שונים',
    giftCard: 'כרטיסי מתנה שונים',
    address: 'כתובות שונות',
    merchant: 'בתי עסק שונים',
  },
  windows: { '1min': 'בדקה האחרונה', '1h': 'בשעה האחרונה', '24h': 'ביממה האחרונה', '7d': 'בשבעת הימים האחרונים' },
  sum: (acts) => `הסכום של ${acts}`,
  apart: (things, acts) => `${things} בקרב ${acts}`,
};

function phraseOf({ entity, act, window, measure }: Velocity, parts: Parts): string {
  const acts = `${parts.acts[act]} ${parts.at[entity]} ${parts.windows[window]}`;
  if (measure === 'count') return acts;
  return measure === 'sum' ? parts.sum(acts) : parts.apart(parts.things[measure], acts);
}

const wordsFrom = (parts: Parts): DetectorWords => ({
  signals: {},
  features: Object.fromEntries(velocities.map((velocity) => [velocity.name, phraseOf(velocity, parts)])),
});

/** Velocities in words. */
export const velocityWords: InEveryLanguage<DetectorWords> = { en: wordsFrom(english), he: wordsFrom(hebrew) };
