import { describe, expect, it } from 'vitest';
import { loadGeo } from './load-geo.ts';

describe('geo lookup', () => {
  it('knows a country, and a city where the data has one', async () => {
    const geo = await loadGeo();
    expect(geo.lookup('8.8.8.8')).toMatchObject({ country: 'US' });
    expect(geo.lookup('81.2.69.142')).toMatchObject({
      country: 'GB',
      latitude: expect.any(Number),
      accuracyKm: expect.any(Number),
    });
    expect(geo.lookup('2a00:1450:4001::1')).toMatchObject({ country: 'DE' });
  });

  it.each([
    ['10.1.2.3', 'private'],
    ['127.0.0.1', 'private'],
    ['203.0.113.7', 'private'],
    ['fd00::1', 'private'],
    ['2001:db8::1', 'private'],
    ['240.0.0.1', 'private'],
    ['no address', 'not_found'],
  ])('%s is unknown: %s', async (ip, unknown) => {
    const geo = await loadGeo();
    expect(geo.lookup(ip)).toEqual({ unknown });
  });
});
