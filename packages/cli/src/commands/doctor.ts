import { loadGeo, oldDataWarning } from '@countersign/geoip';
import {
  configurationOrExit,
  type Environment,
  keySourceVariables,
  messageVariables,
  phoneVariables,
  processVariables,
} from '@countersign/runtime';
import type { Connection } from '../connection/connection.ts';
import { topicProblems, topicSummary } from './topics.ts';
import { policyFindings } from '../policy/policy-findings.ts';
import type { Finding } from './finding.ts';
import { keyFindings } from './key-findings.ts';
import { mailFindings } from './mail-findings.ts';
import { phoneFindings } from './phone-findings.ts';
import { redisFindings } from './redis-findings.ts';
import { senderFindings } from './sender-findings.ts';
import { type TxtLookup, txtLookup } from './txt-lookup.ts';

/** What `doctor` may be told besides. */
export interface DoctorOptions {
  readonly environment?: Environment;
  /** Selector of the DKIM key that the mail server signs with. */
  readonly dkimSelector?: string | undefined;
  readonly lookup?: TxtLookup;
}

/**
 * Looks at everything that the command line can reach: the log, the topics, Redis, the notifier, the mail server, the sender's domain,
 * the keys, the geographic data.
 */
export async function diagnose(connection: Connection, options: DoctorOptions = {}): Promise<readonly Finding[]> {
  const { environment = process.env, dkimSelector, lookup = txtLookup() } = options;
  const { smtpUrl, sender, folder, keysCommand, ...phones } = configurationOrExit(
    { ...processVariables, ...messageVariables, ...phoneVariables, ...keySourceVariables },
    [],
    environment,
  );
  return [
    { what: 'configuration', how: 'ok', says: connection.description },
    ...(await topicFindings(connection)),
    ...(await policyFindings(connection, Date.now())),
    ...(await redisFindings()),
    await notifierFinding(connection),
    ...apiKeyFindings(connection),
    ...(await mailFindings(smtpUrl, Date.now())),
    ...(sender === undefined ? [] : await senderFindings(sender, lookup, dkimSelector)),
    ...(await phoneFindings(phones)),
    ...(await keyFindings({ folder, keysCommand, environment }, Date.now())),
    geoFinding((await loadGeo()).dataAgeDays(Date.now())),
  ];
}

async function topicFindings(connection: Connection): Promise<readonly Finding[]> {
  try {
    const problems = await topicProblems(connection);
    if (problems.length > 0) return problems.map((says) => ({ what: 'topics', how: 'problem', says }));
    return [{ what: 'topics', how: 'ok', says: await topicSummary(connection) }];
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const says = `The log cannot be reached: ${why} Check COUNTERSIGN_KAFKA_BROKERS, and that Kafka runs.`;
    return [{ what: 'topics', how: 'problem', says }];
  }
}

const answerWithinMs = 2000;

async function notifierFinding({ verification }: Connection): Promise<Finding> {
  const url = `${verification.url}/openapi.json`;
  const answer = await fetch(url, { signal: AbortSignal.timeout(answerWithinMs) }).catch(() => undefined);
  if (answer?.ok === true) return { what: 'notifier', how: 'ok', says: verification.url };
  const says = `Nothing answers at ${verification.url}; start the notifier, or set COUNTERSIGN_NOTIFIER_URL.`;
  return { what: 'notifier', how: 'problem', says };
}

function apiKeyFindings({ verification }: Connection): readonly Finding[] {
  if (verification.key !== undefined) return [];
  const says =
    'COUNTERSIGN_API_KEY is not set; `verify` needs a key with the scope verify: `countersign keys new` makes one.';
  return [{ what: 'API key', how: 'problem', says }];
}

/** What to say of geographic data of an age in whole days: places move, and nobody notices by himself. */
export function geoFinding(ageDays: number): Finding {
  const warning = oldDataWarning(ageDays);
  return warning === undefined
    ? { what: 'places', how: 'ok', says: `the geographic data is at most ${ageDays} days old` }
    : { what: 'places', how: 'warning', says: warning };
}
