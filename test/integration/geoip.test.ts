import { loadGeo } from '@countersign/geoip';
import { geoContract } from '@countersign/testkit';
import { expect, test } from 'vitest';

geoContract('geoip-lite', loadGeo, ['8.8.8.8', '81.2.69.142', '1.1.1.1', '2a00:1450:4001::1', '2001:4860:4860::8888']);

test('an address keeps its own answer when others of its /24 were asked before', async () => {
  const order = async (hosts: readonly number[]) => {
    const geo = await loadGeo(); // the data is shared, the cache is not
    const answers = new Map<string, unknown>();
    for (let n = 0; n < 400; n += 1) {
      const network = `${(n * 37) % 220}.${(n * 101) % 256}.${(n * 13) % 256}`;
      for (const host of hosts) answers.set(`${network}.${host}`, geo.lookup(`${network}.${host}`));
    }
    return answers;
  };
  const hosts = [1, 17, 33, 65, 129, 193, 225, 249];
  const [upwards, downwards] = [await order(hosts), await order(hosts.toReversed())];
  expect(upwards.size).toBeGreaterThan(3_000);
  for (const [ip, answer] of upwards) expect([ip, downwards.get(ip)]).toEqual([ip, answer]);
});

test('the age of the data is known', async () => {
  const geo = await loadGeo();
  expect(geo.dataAgeDays(Date.UTC(2026, 6, 18, 12))).toBe(10);
  expect(geo.dataAgeDays(Date.UTC(2020, 0, 1))).toBe(0);
});
