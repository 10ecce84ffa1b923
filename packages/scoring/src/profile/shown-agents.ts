import type { AgentLesson } from './lesson.ts';

/**
 * The systems and browsers that a device showed: sets of bits by hash, so that they only grow and cost a few bytes. 0 where
 * none was shown. Two names in thirty may share a bit; then one passes for the other, and nobody is suspected for it.
 */
export interface ShownAgents {
  readonly systems: number;
  readonly browsers: number;
}

/** Nothing was shown. */
export const noAgents: ShownAgents = { systems: 0, browsers: 0 };

/** What a lesson shows. */
export const agentsOf = (agent: AgentLesson | undefined): ShownAgents =>
  agent === undefined ? noAgents : { systems: agentBit(agent.system), browsers: agentBit(agent.browser) };

/** The bit of a name's 32-bit hash. */
export const agentBit = (hash: number): number => 1 << (hash % 30);

/** Both together. */
export const withAgents = (a: ShownAgents, b: ShownAgents): ShownAgents => ({
  systems: a.systems | b.systems,
  browsers: a.browsers | b.browsers,
});
