import type { CaseUseCases, Ending, HeldCase } from '@countersign/engine';
import type { z } from 'zod';
import { caseBody, caseList, decisionId, denialBody, failure, releaseBody, resolutionStatus } from './messages.ts';
import type { Answer, Route } from './route.ts';

const target = { name: 'decisionId', schema: decisionId };
const mostCases = 200;
const noCase: Answer = { status: 404, body: { error: 'No case was opened for this decision.' } };
const answers: Route['answers'] = {
  200: { description: 'The case, now ended.', schema: caseBody },
  404: { description: 'No case was opened for this decision.', schema: failure },
  409: { description: 'Somebody, or the deadline, ended it before: this is how.', schema: caseBody },
};

/** The operations on held and reviewed acts (CASE-01). @param supportContact where a customer reaches a person */
export function caseRoutes(useCases: CaseUseCases, supportContact: string): readonly Route[] {
  return [
    listRoute(useCases),
    showRoute(useCases),
    releaseRoute(useCases),
    denyRoute(useCases),
    resolutionRoute(useCases, supportContact),
  ];
}

const listRoute = (useCases: CaseUseCases): Route => ({
  method: 'GET',
  path: '/v1/cases',
  operation: 'listCases',
  summary: `Cases that wait for a person, the nearest deadline first, at most ${mostCases}.`,
  scope: 'read',
  answers: { 200: { description: 'The cases.', schema: caseList } },
  run: async () => ({ status: 200, body: { cases: (await useCases.waiting(mostCases)).map(shown) } }),
});

const showRoute = (useCases: CaseUseCases): Route => ({
  method: 'GET',
  path: '/v1/cases/{decisionId}',
  target,
  operation: 'getCase',
  summary: 'One case, waiting or ended.',
  scope: 'read',
  answers: {
    200: { description: 'The case.', schema: caseBody },
    404: { description: 'No case was opened for this decision.', schema: failure },
  },
  async run(id) {
    const held = await useCases.show(id);
    return held === undefined ? noCase : { status: 200, body: shown(held) };
  },
});

const releaseRoute = (useCases: CaseUseCases): Route => ({
  method: 'POST',
  path: '/v1/cases/{decisionId}/release',
  target,
  operation: 'releaseCase',
  summary: 'Let the held act go on. The act is labelled legitimate.',
  scope: 'admin',
  body: releaseBody,
  answers,
  run(id, body) {
    const { note, by } = releaseBody.parse(body);
    return end(useCases, id, { resolution: 'released', by, note, label: 'legitimate' });
  },
});

const denyRoute = (useCases: CaseUseCases): Route => ({
  method: 'POST',
  path: '/v1/cases/{decisionId}/deny',
  target,
  operation: 'denyCase',
  summary: 'Refuse the held act. Only `fraud: true` labels it; a doubt is no fraud.',
  scope: 'admin',
  body: denialBody,
  answers,
  run(id, body) {
    const { note, by, fraud } = denialBody.parse(body);
    return end(useCases, id, { resolution: 'denied', by, note, label: fraud ? 'fraud' : undefined });
  },
});

const resolutionRoute = (useCases: CaseUseCases, supportContact: string): Route => ({
  method: 'GET',
  path: '/v1/decisions/{decisionId}/resolution',
  target,
  operation: 'getResolution',
  summary: 'How a held act stands, for the system that waits. The same comes as `decision.resolved` on risk.decisions.',
  scope: 'verify',
  answers: { 200: { description: 'How it stands.', schema: resolutionStatus } },
  async run(id) {
    const held = await useCases.show(id);
    if (held === undefined) return { status: 200, body: { status: 'none', supportContact } };
    const status = held.resolution?.resolution ?? 'waiting';
    return { status: 200, body: { status, dueAt: instant(held.dueAtMs), supportContact } };
  },
});

async function end(useCases: CaseUseCases, id: string, how: Ending): Promise<Answer> {
  const ended = await useCases.resolve(id, how);
  if (ended.result === 'unknown') return noCase;
  return { status: ended.result === 'resolved' ? 200 : 409, body: shown(ended.held) };
}

const instant = (atMs: number): string => new Date(atMs).toISOString();

function shown({
  openedAtMs,
  dueAtMs,
  resolution,
  keys: _keys,
  traceparent: _trace,
  ...held
}: HeldCase): z.infer<typeof caseBody> {
  const base = { ...held, reasons: [...held.reasons], openedAt: instant(openedAtMs), dueAt: instant(dueAtMs) };
  if (resolution === undefined) return base;
  const { resolution: how, by, at, note } = resolution;
  return { ...base, ending: { resolution: how, by, at, ...(note === undefined ? {} : { note }) } };
}
