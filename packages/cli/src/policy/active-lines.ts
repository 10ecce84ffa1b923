import type { Connection } from '../connection/connection.ts';
import { decidedLately } from './decided-lately.ts';
import { policyFindings } from './policy-findings.ts';
import { registerOf, shipped } from './publish.ts';

const latelyMs = 15 * 60_000;

/** Which policy is in force, and by which ones the newest decisions were made. */
export async function activeLines(connection: Connection, nowMs: number): Promise<readonly string[]> {
  const [findings, register, lately] = [
    await policyFindings(connection, nowMs),
    await registerOf(connection),
    await decidedLately(connection, nowMs - latelyMs),
  ];
  const { digest, ...since } = register.active ?? { ...shipped(), activatedAt: undefined, by: undefined };
  const when =
    since.activatedAt === undefined
      ? 'It came with the product.'
      : `Since ${since.activatedAt}${since.by === undefined ? '' : ` by ${since.by}`}.`;
  return [
    ...findings.map(({ says }) => `${says}.`.replace(/\.\.$/, '.')),
    `${when} Digest ${digest}.`,
    ...lately.map(
      ({ name, decisions, newest }) => `${name} made ${decisions} of the newest decisions, the last at ${newest}.`,
    ),
  ];
}
