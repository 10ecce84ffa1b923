import type { Geo } from '@countersign/engine';
import { beforeAll, describe, expect, test } from 'vitest';

const nowhere = [
  '10.1.2.3',
  '172.16.0.1',
  '192.168.1.1',
  '127.0.0.1',
  '169.254.10.10',
  '100.64.0.1',
  '0.0.0.0',
  '203.0.113.7',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  'fd00::1',
  'fe80::1',
  'ff02::1',
  '2001:db8::1',
  '::ffff:10.0.0.1',
  '::ffff:a00:1',
];
const malformed = [
  '',
  ' ',
  'localhost',
  '8.8.8',
  '8.8.8.256',
  '8.8.8.8.8',
  '8.8.8.8/24',
  '08.8.8.8x',
  ':::',
  '2a00::g',
  '💥',
];

/**
 * What every adapter of the port Geo must do. It says nothing about where an address is: that changes with the data.
 * @param known public addresses, of both versions, that the adapter's data knows
 */
export function geoContract(name: string, load: () => Promise<Geo>, known: readonly string[]): void {
  describe(`${name} as a geo lookup`, () => {
    let geo: Geo;
    beforeAll(async () => {
      geo = await load();
    });

    test.each(known)('%s has a country, and numbers within their bounds', (ip) => {
      const fix = geo.lookup(ip);
      if ('unknown' in fix) throw new Error(`${ip} is ${fix.unknown}`);
      expect(fix.country).toMatch(/^[A-Z]{2}$/);
      expect(Math.abs(fix.latitude ?? 0)).toBeLessThanOrEqual(90);
      expect(Math.abs(fix.longitude ?? 0)).toBeLessThanOrEqual(180);
      expect(fix.accuracyKm ?? 1).toBeGreaterThan(0);
      expect(fix.latitude === undefined).toBe(fix.longitude === undefined);
      expect(Object.values(fix).every((value) => value !== '' && value !== undefined && value !== null)).toBe(true);
    });

    test.each(nowhere)('%s is of no place: private', (ip) => {
      expect(geo.lookup(ip)).toEqual({ unknown: 'private' });
    });

    test.each(malformed)('%j is no address, and no mistake', (ip) => {
      expect(geo.lookup(ip)).toEqual({ unknown: expect.stringMatching(/^(not_found|no_address)$/) });
    });

    test('asking again, after its neighbours or in another notation, gives the same answer', () => {
      for (const ip of known) {
        const first = geo.lookup(ip);
        if (ip.includes('.')) {
          const network = ip.slice(0, ip.lastIndexOf('.'));
          for (let host = 0; host < 256; host += 1) geo.lookup(`${network}.${host}`);
          expect(geo.lookup(`::ffff:${ip}`)).toEqual(first);
        }
        expect(geo.lookup(ip)).toEqual(first);
      }
    });
  });
}
