import { outboxCodec, rebuild, type RebuildReport, topicNames } from '@countersign/engine';
import { createLog, modelsPath } from '@countersign/runtime';
import {
  clusterPorts,
  loadPolicy,
  modelFolder,
  pastPolicies,
  type ScorerConfiguration,
  scorerConfiguration,
} from '@countersign/scorer';
import { type Command, InvalidArgumentError } from 'commander';
import { counted } from '../output/counted.ts';
import { progressLine } from '../output/progress-line.ts';
import { fail, print } from './with-connection.ts';

interface RebuildFlags {
  readonly madeWith?: number;
  readonly policy: readonly string[];
  readonly dryRun?: boolean;
}

/** `rebuild`. */
export function addRebuildCommand(program: Command): void {
  program
    .command('rebuild')
    .description(
      'make the state of stopped scorers anew in an empty Redis, from the topics; it takes the configuration of a scorer',
    )
    .option(
      '--made-with <partitions>',
      'partitions of the inputs when the decisions were made; left out: as now',
      whole,
    )
    .option('--policy <file...>', 'policies that made decisions and were never published', [])
    .option('--dry-run', 'read and check everything, write nothing')
    .action((flags: RebuildFlags) => rebuildCommand(scorerConfiguration(), flags));
}

async function rebuildCommand(config: ScorerConfiguration, flags: RebuildFlags): Promise<void> {
  const log = createLog({ level: 'warn', service: 'rebuild' });
  const { ports, kafka, redis, owner } = await clusterPorts(config, log);
  const bar = progressLine('rebuilt partitions');
  try {
    const topics = topicNames(config.topicPrefix);
    const models = modelFolder(modelsPath(config)).find;
    const files = [...flags.policy, ...(config.policy === undefined ? [] : [config.policy])];
    const past = await pastPolicies({ reader: ports.reader, topic: topics.policies, models, files });
    const active = config.policy === undefined ? past.active : undefined;
    const report = await rebuild(ports, {
      topics,
      owner: `rebuild ${owner}`,
      madeWith: flags.madeWith,
      policyOf: past.of,
      policy: active ?? loadPolicy(config.policy, models),
      outbox: outboxCodec,
      write: flags.dryRun !== true,
      progress: bar.show,
    });
    bar.end();
    rebuildLines(report, flags.dryRun === true).forEach(print);
    if (report.otherwise > 0) fail(madeOtherwise(report));
  } finally {
    await Promise.all([kafka.close(), redis.close()]);
  }
}

/** What a rebuild came to, in lines. */
export function rebuildLines(report: RebuildReport, isDry: boolean): readonly string[] {
  const { events, outcomes, labels, oldest, madeAgain, unchecked } = report;
  const lived = `${counted(events, 'decision')}, ${counted(outcomes, 'outcome')} and ${counted(labels, 'label')}`;
  return [
    `${isDry ? 'Read' : 'Rebuilt from'} ${lived}${oldest === undefined ? '' : `, since ${oldest}`}; what is older is not kept and not known any more.`,
    `${counted(madeAgain, 'decision')} made again by their own policy, with the same action and score.`,
    ...[...unchecked].map(
      ([name, count]) => `${counted(count, 'decision')} of ${name} not checked: give its document with --policy.`,
    ),
    isDry ? 'Nothing was written.' : 'The scorers may start.',
  ];
}

const madeOtherwise = ({ otherwise, madeOtherwise: ids }: RebuildReport): string =>
  `${counted(otherwise, 'decision')} would be made otherwise from what was recorded (${ids.join(', ')}${otherwise > ids.length ? ', …' : ''}): the records are damaged, or this release decides otherwise; the state follows what was decided.`;

function whole(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1 || value > 1024) {
    throw new InvalidArgumentError('allowed: a whole number from 1 to 1024.');
  }
  return value;
}
