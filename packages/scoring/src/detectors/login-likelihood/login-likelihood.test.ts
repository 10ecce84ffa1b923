import { describe, expect, it } from 'vitest';
import { accountId, epochMs } from '@countersign/events';
import { dayMs, owner, story, thief } from '../../../test-support/story.ts';
import { type Agent, createPopulation, kindList, kindsOf } from '../../index.ts';
import { agentLogOdds } from './agent-likelihood.ts';

/** So many quiet days, then a login from elsewhere: what the likelihood says of it. */
function loginElsewhereAfter(days: number): number {
  const ana = story();
  ana.livesQuietly(days);
  return Number(ana.wait(2 * dayMs).act('login.succeeded', {}, thief).features['loginLogOdds']);
}

it('weighs a new place by the history that it contradicts', () => {
  expect(loginElsewhereAfter(200)).toBeGreaterThan(loginElsewhereAfter(20) + 1);
});

it('believes in the place where the customer always is', () => {
  const ana = story();
  ana.livesQuietly(60);
  const { features, codes } = ana.wait(2 * dayMs).act('login.succeeded', {}, owner);
  expect(Number(features['loginLogOdds'])).toBeLessThan(0.1);
  expect(codes).not.toContain('unlikely_login');
});

it('knows nothing of a first login, nor of one without address', () => {
  expect(story().act('login.succeeded', {}, owner).unknown).toMatchObject({ loginLogOdds: 'no_history' });
  const { ip: _ip, ...nowhere } = owner;
  expect(story().act('login.succeeded', {}, nowhere as typeof owner).unknown).toMatchObject({
    loginLogOdds: 'no_address',
  });
});

describe('the user agent', () => {
  const laptop = { full: 'Chrome 140 on Windows', browser: 'chrome', system: 'windows', kind: 'desktop' } as const;
  const update = { ...laptop, full: 'Chrome 141 on Windows' };
  const other = { full: 'Firefox 140 on Linux', browser: 'firefox', system: 'linux', kind: 'desktop' } as const;
  const nobody = { account: 'nobody' };

  /** Log-odds of an agent for somebody who always had the laptop, where one login in five has each of the agents. */
  function oddsOf(agent: Agent): number {
    const ana = story();
    ana.livesQuietly(60, { ...owner, agent: laptop });
    const population = createPopulation();
    const atS = ana.nowMs / 1000;
    const kindsOfAgent = (one: Agent) => kindsOf(login, nobody, { unknown: 'no_address' }, one);
    for (let i = 0; i < 100; i += 1) {
      population.noteSeen(kindList(kindsOfAgent([laptop, update, other][i % 5] ?? { ...laptop, full: `${i}` })), atS);
    }
    const kinds = kindsOfAgent(agent).agent;
    if (kinds === undefined) throw new Error('A login has kinds of its agent.');
    return agentLogOdds(agent, kinds, ana.profile, population, { all: 101, atS, prior: 1 });
  }

  it('takes an update of the browser for almost the same, and another system for another person', () => {
    expect(oddsOf(laptop)).toBeLessThan(0);
    expect(oddsOf(update)).toBeLessThan(1);
    expect(oddsOf(other)).toBeGreaterThan(2);
  });

  it('is unknown, with the reason, where there is none or none was learned', () => {
    expect(story().act('login.succeeded', {}, owner).unknown['agentLogOdds']).toBe('not_supplied');
    const first = story().act('login.succeeded', {}, { ...owner, agent: laptop });
    expect(first.unknown['agentLogOdds']).toBe('no_history');
  });

  it('makes no trust: who copies the customer gains silence', () => {
    const ana = story();
    ana.livesQuietly(60, { ...owner, agent: laptop });
    const told = ana.act('login.succeeded', {}, { ...thief, agent: laptop });
    expect(told.reasons.filter(({ points }) => points < 0).map(({ code }) => code)).toEqual([]);
  });

  const login = {
    id: 'e',
    source: 's',
    accountId: accountId('nobody'),
    time: epochMs(0),
    type: 'login.succeeded' as const,
    data: { context: {} },
  };
});
