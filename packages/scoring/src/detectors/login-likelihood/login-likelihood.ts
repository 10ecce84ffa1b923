import type { EventType } from '@countersign/events';
import { z } from 'zod';
import { type FeatureWriter, isSet, valueOf } from '../../features/features.ts';
import { ramp } from '../../features/ramp.ts';
import type { Scene } from '../../features/scene.ts';
import { hash32 } from '../../profile/hash.ts';
import { placeKeys, visitsAt } from '../../profile/known-places.ts';
import type { Profile } from '../../profile/profile.ts';
import type { Detector } from '../detector.ts';
import { agentLogOdds, agentsRemembered, leastShare } from './agent-likelihood.ts';
import { loginLikelihoodWords } from './login-likelihood.words.ts';

const parameters = z.strictObject({
  /** Logins that what is usual of anybody weighs against the account's own. */
  priorLogins: z.number().min(0.1).max(100).default(1),
  /** Log-odds at which the evidence counts in full, either way. */
  fullLogOdds: z.number().min(0.5).max(20).default(8),
});
type Parameters = z.infer<typeof parameters>;

/** Log-odds that say nothing yet: less than three times as likely. */
const least = 1;
/** People carry their devices about; what is left of the evidence on a known one. */
const onKnownDevice = 0.2;

const on: readonly EventType[] = ['login.succeeded'];

/**
 * How much likelier the place and the browser of a login are for anybody than for this customer (Freeman et al., NDSS 2016):
 * network, backed off to country and to the population; user agent, backed off to browser, system and kind of device.
 */
export const loginLikelihood: Detector<Parameters> = {
  name: 'login-likelihood',
  on,
  parameters,
  words: loginLikelihoodWords,
  features: {
    loginLogOdds: {
      kind: 'number',
      unit: 'log-odds',
      meaning: 'how much likelier the network is for anybody than for this customer',
    },
    agentLogOdds: {
      kind: 'number',
      unit: 'log-odds',
      meaning: 'how much likelier the user agent is for anybody than for this customer',
    },
    loginsRemembered: { kind: 'number', unit: 'logins', meaning: 'learned events that the likelihood rests on' },
  },
  build(slotOf) {
    const odds = slotOf('loginLogOdds');
    const agentOdds = slotOf('agentLogOdds');
    const remembered = slotOf('loginsRemembered');
    const deviceKnown = slotOf('deviceKnown');
    return {
      extract(scene, write, { priorLogins }) {
        const { network } = scene.input.keys;
        const logins = loginsOf(scene.profile);
        write.number(remembered, logins);
        writeAgentOdds(scene, write, agentOdds, priorLogins);
        if (network === undefined) return write.notKnown(odds, 'no_address');
        if (logins === 0) return write.notKnown(odds, 'no_history');
        write.number(odds, logOddsOf(scene, network, logins, priorLogins));
      },
      signals: [
        {
          code: 'unlikely_login',
          family: 'novelty',
          strength: (f, p) =>
            ramp(valueOf(f, odds), least, p.fullLogOdds) * (isSet(f, deviceKnown) ? onKnownDevice : 1),
          observed: (f) => timesOf(valueOf(f, odds)),
          expected: (f) => valueOf(f, remembered),
        },
        {
          code: 'unlikely_agent',
          family: 'novelty',
          // Not less on a known device: the cookie may be there and the browser another (SEC-08).
          strength: (f, p) => ramp(valueOf(f, agentOdds), least, p.fullLogOdds),
          observed: (f) => timesOf(valueOf(f, agentOdds)),
        },
        {
          code: 'likely_login',
          family: 'trust',
          strength: (f, p) => ramp(-valueOf(f, odds), least, p.fullLogOdds),
          observed: (f) => timesOf(-valueOf(f, odds)),
          expected: (f) => valueOf(f, remembered),
        },
      ],
    };
  },
};

function writeAgentOdds({ input, profile, logS }: Scene, write: FeatureWriter, slot: number, prior: number): void {
  const { agent, kinds, population } = input;
  if (agent === undefined || kinds.agent === undefined) return write.notKnown(slot, 'not_supplied');
  if (agentsRemembered(profile) === 0) return write.notKnown(slot, 'no_history');
  const all = population.seen(kinds.alike[0] ?? 0, logS) + 1;
  write.number(slot, agentLogOdds(agent, kinds.agent, profile, population, { all, atS: logS, prior }));
}

function logOddsOf({ input, profile, logS }: Scene, network: string, logins: number, prior: number): number {
  const { population, kinds } = input;
  const all = population.seen(kinds.alike[0] ?? 0, logS) + 1;
  const seenOf = (kind: number | undefined): number => (kind === undefined ? 0 : population.seen(kind, logS));
  const country = placeKeys(input.geo).country;
  const anyCountry = country === 0 ? 1 : Math.max(leastShare, seenOf(kinds.country) / all);
  const ownCountry =
    country === 0 ? 1 : (visitsAt(profile, 'country', country) + prior * anyCountry) / (logins + prior);
  const anyNetwork = Math.min(anyCountry, Math.max(leastShare, seenOf(kinds.network) / all));
  const inCountry = anyNetwork / anyCountry;
  const visits = visitsAt(profile, 'network', hash32(network));
  const ownNetwork = (visits + prior * ownCountry * inCountry) / (logins + prior);
  return Math.log(anyNetwork / ownNetwork);
}

/** Learned events with an address. */
function loginsOf(profile: Profile): number {
  let logins = 0;
  for (const { visits } of profile.networks) logins += visits;
  for (const { network, visits } of profile.staged) if (network > 0) logins += visits;
  return logins;
}

const timesOf = (logOdds: number): number => Math.round(Math.exp(logOdds) * 10) / 10;
