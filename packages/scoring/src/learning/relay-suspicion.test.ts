import type { Outcome } from '@countersign/events';
import { describe, expect, it } from 'vitest';
import { type Actor, lagos, lisbon, owner, porto, story, thief } from '../../test-support/story.ts';
import { emptyProfile, placeKeys } from '../index.ts';
import { isRelaySuspected } from './relay-suspicion.ts';

type Verifier = NonNullable<Outcome['verifier']>;
const placesOf = (geo: NonNullable<Actor['geo']>): Verifier['places'] => {
  const { country, region, city } = placeKeys(geo);
  return [country, region, city];
};
const away: Verifier = { network: '203.0.113.0', places: placesOf(lagos) };
const outcomeWith = (verifier: Verifier | undefined, reason?: string): Outcome =>
  ({ kind: 'verified', verifier, reason }) as Outcome;

/** An account whose owner proved her laptop. */
const known = () => {
  const ana = story();
  ana.livesQuietly(60);
  ana.outcome('verified', ana.act('login.succeeded', {}, { ...owner, device: 'proved-phone' }));
  return ana;
};

describe('a code typed far from all that is verified (OTP-37)', () => {
  it.each<[string, Verifier | undefined, boolean]>([
    ['nobody knows where', undefined, false],
    ['on a device that the owner proved, wherever', { ...away, device: 'proved-phone' }, false],
    [
      'on an unknown device in a known network',
      { device: 'new', network: '192.0.2.0', places: placesOf(lagos) },
      false,
    ],
    [
      'on an unknown device in a known city',
      { device: 'new', network: '203.0.113.0', places: placesOf(lisbon) },
      false,
    ],
    [
      'on an unknown device in another city of the same region',
      { ...away, device: 'new', places: placesOf({ ...lisbon, city: 'Sintra' }) },
      false,
    ],
    [
      'on an unknown device in another region of the country',
      { ...away, device: 'new', places: placesOf(porto) },
      true,
    ],
    ['on an unknown device abroad', { ...away, device: 'new' }, true],
    ['on no device that is told, abroad', away, true],
    ['on the challenged device abroad, which is the thief’s', { ...away, device: 'thiefs-phone' }, true],
    ['on a device seen but never proved, abroad', { ...away, device: 'owners-laptop' }, true],
    ['on an unknown device, nobody knows where', { device: 'new' }, false],
  ])('%s: %s %s', (_, verifier, suspected) => {
    expect(isRelaySuspected(known().profile, outcomeWith(verifier))).toBe(suspected);
  });

  it('of an account that has been nowhere yet says nothing', () => {
    expect(isRelaySuspected(emptyProfile, outcomeWith({ ...away, device: 'new' }))).toBe(false);
  });

  it('earns half: seen, not proved, and the next decision says so', () => {
    const earned = (verifier: Verifier) => {
      const ana = known();
      const login = ana.act('login.succeeded', {}, thief);
      ana.outcome('verified', login, { channel: 'authenticator', strength: 'strong', verifier });
      return ana.act('login.succeeded', {}, thief);
    };
    const relayed = earned({ ...away, device: 'thiefs-phone' });
    const byOwner = earned({ network: '192.0.2.0', places: placesOf(lisbon), device: 'proved-phone' });
    expect([relayed.features['deviceTrust'], byOwner.features['deviceTrust']]).toEqual([1, 4]);
    expect(relayed.codes).not.toContain('proved_device');
    expect(byOwner.codes).toContain('proved_device');
    expect(relayed.score).toBeGreaterThan(byOwner.score);
  });
});
