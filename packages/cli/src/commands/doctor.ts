import type { Connection } from '../connection/connection.ts';
import { topicProblems } from './topics.ts';

/** One thing that was looked at. */
export interface Finding {
  readonly what: string;
  /** Undefined when it is well; else what is wrong and what to do. */
  readonly problem: string | undefined;
  readonly detail?: string;
}

/** Looks at everything that the command line can reach: the log, the topics, the notifier. */
export async function diagnose(connection: Connection): Promise<readonly Finding[]> {
  const findings: Finding[] = [{ what: 'configuration', problem: undefined, detail: connection.description }];
  const problems = await topicProblems(connection).catch((error: unknown) => [
    `The log cannot be reached: ${error instanceof Error ? error.message : String(error)}`,
  ]);
  if (problems.length === 0)
    findings.push({ what: 'topics', problem: undefined, detail: 'complete, inputs partitioned alike' });
  for (const problem of problems) findings.push({ what: 'topics', problem });
  findings.push(await notifierFinding(connection));
  if (connection.verification.key === undefined) {
    findings.push({
      what: 'API key',
      problem: 'COUNTERSIGN_API_KEY is not set; `verify` needs a key with the scope verify.',
    });
  }
  return findings;
}

async function notifierFinding({ verification }: Connection): Promise<Finding> {
  const url = `${verification.url}/openapi.json`;
  const answer = await fetch(url, { signal: AbortSignal.timeout(2000) }).catch(() => undefined);
  return answer?.ok === true
    ? { what: 'notifier', problem: undefined, detail: verification.url }
    : {
        what: 'notifier',
        problem: `Nothing answers at ${verification.url}; start the notifier, or set COUNTERSIGN_NOTIFIER_URL.`,
      };
}
