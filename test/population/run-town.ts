import { createReplayScorer } from '@countersign/engine';
import { loadGeo } from '@countersign/geoip';
import { keyRing, nodeMac } from '@countersign/runtime';
import { loadPolicy } from '@countersign/scorer';
import { type Onlooker, type Town, type TownYear, liveThrough } from '@countersign/testkit';

/** Pseudonyms of generated people leave nowhere; always the same key, so that a seed tells one story. */
const key = { kid: 'population', secret: Buffer.alloc(32, 'population') };

/** Everything that towns are scored with. `policyPath`: the shipped policy when undefined. */
export async function townScorer(policyPath?: string): Promise<(town: Town, onlooker?: Onlooker) => TownYear> {
  const policy = loadPolicy(policyPath);
  const geo = await loadGeo();
  const mac = nodeMac(keyRing({ pseudonym: [key] }));
  return (town, onlooker) =>
    liveThrough(
      town,
      createReplayScorer({ mac, geo }, () => policy),
      onlooker,
    );
}
