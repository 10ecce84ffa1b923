import type { AgentKinds } from '../../population/kinds.ts';
import type { Population } from '../../population/population.ts';
import { agentKinds } from '../../profile/known-agents.ts';
import { hash32 } from '../../profile/hash.ts';
import type { Profile } from '../../profile/profile.ts';
import type { Agent } from '../../scoring-input.ts';

/** Share of the population below which nothing is thought. */
export const leastShare = 1e-4;

/** How much each level of a user agent says: itself, its browser, its system, the kind of device (Freeman et al.; das-group RBA). */
const levels = { full: 0.54, browser: 0.27, system: 0.19, kind: 0.005 } as const;

/** Learned events with a user agent. */
export function agentsRemembered({ access, staged }: Profile): number {
  let events = 0;
  for (const { visits } of access.agents) events += visits;
  for (const { agent, visits } of staged) if (agent !== undefined) events += visits;
  return events;
}

/**
 * How much likelier a user agent is for anybody than for this customer, in log-odds. Each level is weighed, so that an updated
 * browser is almost the old one, and another system on a known device is not.
 */
export function agentLogOdds(
  agent: Agent,
  kinds: AgentKinds,
  profile: Profile,
  population: Population,
  { all, atS, prior }: { readonly all: number; readonly atS: number; readonly prior: number },
): number {
  const own = visitsByLevel(agent, profile);
  const share = (kind: number): number => Math.min(1, Math.max(leastShare, population.seen(kind, atS) / all));
  const anybody = {
    full: share(kinds.full),
    browser: share(kinds.browser),
    system: share(kinds.system),
    // Kinds of device are so few that they are taken for equally common.
    kind: 1 / agentKinds.length,
  };
  let forAnybody = 0;
  let forOwner = 0;
  for (const level of ['full', 'browser', 'system', 'kind'] as const) {
    forAnybody += levels[level] * anybody[level];
    forOwner += (levels[level] * (own[level] + prior * anybody[level])) / (own.all + prior);
  }
  return Math.log(forAnybody / forOwner);
}

type ByLevel = Record<keyof typeof levels | 'all', number>;

function visitsByLevel(agent: Agent, { access, staged }: Profile): ByLevel {
  const full = hash32(agent.full);
  const browser = hash32(agent.browser);
  const system = hash32(agent.system);
  const kind = agentKinds.indexOf(agent.kind);
  const found: ByLevel = { full: 0, browser: 0, system: 0, kind: 0, all: 0 };
  const add = (known: { full: number; browser: number; system: number; kind: number }, visits: number): void => {
    found.all += visits;
    if (known.full === full) found.full += visits;
    if (known.browser === browser) found.browser += visits;
    if (known.system === system) found.system += visits;
    if (known.kind === kind) found.kind += visits;
  };
  for (const known of access.agents) add(known, known.visits);
  for (const lesson of staged) if (lesson.agent !== undefined) add(lesson.agent, lesson.visits);
  return found;
}
