import type { Agent, DecisionFlag, GeoAnswer } from '../src/index.ts';

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
  readonly agent?: Agent;
  readonly flags?: readonly DecisionFlag[];
  /** Own time, when it differs from the log's. */
  readonly timeMs?: number;
}

export const owner: Actor = { device: 'owners-laptop', ip: '192.0.2.10', geo: lisbon };
export const thief: Actor = { device: 'thiefs-phone', ip: '203.0.113.66', geo: lagos };

/** An amount in EUR. */
export const euros = (amount: number) => ({ amount: { minor: Math.round(amount * 100), currency: 'EUR' } });

/** A gift card of 50 EUR whose code was right. */
export const giftCard = (name: string, value = 50) => ({
  giftCard: { digest: `digest-of-card-${name}`, faceValue: { minor: value * 100, currency: 'EUR' } },
  codeStatus: 'valid' as const,
});
