import type { KnownAgent } from './access-memory.ts';
import type { Lesson } from './lesson.ts';
import { profileLimits } from './profile.ts';

/** Kinds of device by the number that stands for them in a profile. Append only: stored profiles hold the numbers. */
export const agentKinds = ['other', 'desktop', 'mobile', 'tablet', 'tv', 'bot'] as const;

const visitCap = 60_000;

/** The browsers with what a lesson saw of one. Above the limit the longest unseen goes. */
export function withAgent(agents: readonly KnownAgent[], lesson: Lesson): readonly KnownAgent[] {
  const { agent } = lesson;
  if (agent === undefined) return agents;
  const lastDay = Math.floor(lesson.lastS / 86_400);
  const index = agents.findIndex(({ full }) => full === agent.full);
  const before = agents[index];
  if (before !== undefined) {
    const visits = Math.min(visitCap, before.visits + lesson.visits);
    return agents.with(index, { ...before, lastDay: Math.max(before.lastDay, lastDay), visits });
  }
  const grown = [...agents, { ...agent, lastDay, visits: Math.min(visitCap, lesson.visits) }];
  if (grown.length <= profileLimits.agents) return grown;
  const oldest = grown.reduce((a, b) => (b.lastDay < a.lastDay ? b : a));
  return grown.filter((known) => known !== oldest);
}
