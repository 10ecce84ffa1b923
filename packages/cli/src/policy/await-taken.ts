import { setTimeout as pause } from 'node:timers/promises';
import type { PolicyStatus } from '@countersign/scorer';
import type { Connection } from '../connection/connection.ts';

const patienceMs = 10_000;
const pollMs = 100;

/**
 * Waits until the running embedded process decides by a document, or has it as its candidate. Undefined when it does; else what it
 * says is in the way. Scorers on Kafka are not asked: nobody knows them all.
 */
export async function awaitTaken(
  connection: Connection,
  role: 'policy' | 'candidate',
  digest: string | undefined,
): Promise<string | undefined> {
  if (!connection.isEmbedded) return undefined;
  const untilMs = Date.now() + patienceMs;
  for (;;) {
    const status = (await connection.status()) as unknown as PolicyStatus; // Of the same release, over loopback.
    if (status[role]?.digest === digest) return undefined;
    if (Date.now() > untilMs)
      return status.policyProblem ?? 'The running process has not taken it yet; see `countersign doctor`.';
    await pause(pollMs);
  }
}
