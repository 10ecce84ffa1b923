import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';

const serviceUse = z.object({ service: z.string(), how: z.string(), reason: z.string(), suite: z.string() });

/** Which suite got which server, and how; a line of the file that the suites write. */
export type ServiceUse = z.infer<typeof serviceUse>;

/** The one command after which nothing is skipped on Debian and Ubuntu. */
const enablingCommand = 'sudo apt-get install -y redis-server openjdk-17-jre-headless maven && npm test';

/** Reads the lines that the suites wrote; none when no suite asked for a server. */
export function readServicesReport(file: string): readonly ServiceUse[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => serviceUse.parse(JSON.parse(line)));
}

/** How each server was obtained, then a framed list of what was skipped for want of one. */
export function servicesLines(uses: readonly ServiceUse[], required: boolean): readonly string[] {
  const missing = uses.filter((use) => use.how === 'missing');
  const found = uses.filter((use) => use.how !== 'missing');
  return [...obtained(found), ...(missing.length > 0 ? framed(skipped(missing, required)) : [])];
}

function obtained(uses: readonly ServiceUse[]): readonly string[] {
  const ways = Map.groupBy(uses, (use) => `${use.service}: ${use.how} (${use.reason})`);
  return [...ways].map(([way, users]) => `${way}, for ${plural(users.length, 'suite')}`);
}

function skipped(missing: readonly ServiceUse[], required: boolean): readonly string[] {
  const reasons = new Map(missing.map((use) => [use.service, use.reason]));
  return [
    `${required ? 'FAILED' : 'SKIPPED'}: ${plural(missing.length, 'suite')} for want of a server`,
    ...missing.map((use) => `  ${use.suite} (${use.service})`),
    ...[...reasons].map(([service, reason]) => `no ${service}: ${reason}`),
    'To run them, start a Docker engine, or on Debian and Ubuntu:',
    `  ${enablingCommand}`,
  ];
}

function framed(lines: readonly string[]): readonly string[] {
  const bar = '='.repeat(100);
  return ['', bar, ...lines, bar, ''];
}

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
