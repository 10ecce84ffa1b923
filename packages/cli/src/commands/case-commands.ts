import type { Command } from 'commander';
import { askNotifier } from '../connection/notifier-api.ts';
import { type ShownCase, caseLine, caseLines, endingWords } from '../output/case-lines.ts';
import { fail, print, tell, withConnection } from './with-connection.ts';

interface Flags {
  readonly json?: boolean;
}

interface EndingFlags extends Flags {
  readonly note?: string;
  readonly fraud?: boolean;
}

/** `cases list | show | release | deny`. */
export function addCaseCommands(program: Command): void {
  const cases = program.command('cases').description('held and reviewed acts that wait for a person');
  cases
    .command('list')
    .option('--json', 'as JSON')
    .description('cases that wait, the nearest deadline first')
    .action(listCommand);
  cases
    .command('show')
    .argument('<decision>', 'id of the decision that holds the act')
    .option('--json', 'as JSON')
    .description('one case, waiting or ended')
    .action(showCommand);
  cases
    .command('release')
    .argument('<decision>', 'id of the decision that holds the act')
    .option('--note <text>', 'why; no name of a customer, for it is published')
    .description('let the act go on, and label it legitimate')
    .action((id: string, { note }: EndingFlags) => endCommand(id, 'release', { note, by: 'analyst' }));
  cases
    .command('deny')
    .argument('<decision>', 'id of the decision that holds the act')
    .option('--note <text>', 'why; no name of a customer, for it is published')
    .option('--fraud', 'label the act as fraud, too')
    .description('refuse the act')
    .action((id: string, { note, fraud = false }: EndingFlags) =>
      endCommand(id, 'deny', { note, fraud, by: 'analyst' }),
    );
}

const listCommand = ({ json }: Flags) =>
  withConnection(async ({ verification }) => {
    const { body, error } = await askNotifier(verification, '/v1/cases');
    if (error !== undefined) return fail(error);
    const waiting = body['cases'] as readonly ShownCase[]; // The notifier's own interface.
    if (json === true) return print(JSON.stringify(waiting, undefined, 2));
    if (waiting.length === 0) return print('No case waits.');
    for (const one of waiting) print(caseLine(one, Date.now(), process.stdout.isTTY));
    tell('see why: npx countersign explain <decision>');
  });

const showCommand = (id: string, { json }: Flags) =>
  withConnection(async ({ verification }) => {
    if (!isDecisionId(id)) return fail(noDecisionId(id));
    const { body, error } = await askNotifier(verification, pathOf(id));
    if (error !== undefined) return fail(error);
    if (json === true) return print(JSON.stringify(body, undefined, 2));
    for (const line of caseLines(body as unknown as ShownCase)) print(line);
  });

const endCommand = (id: string, how: 'release' | 'deny', request: object) =>
  withConnection(async ({ verification }) => {
    if (!isDecisionId(id)) return fail(noDecisionId(id));
    const { status, body, error } = await askNotifier(verification, `${pathOf(id)}/${how}`, request);
    if (error !== undefined) return fail(error);
    const ended = body as unknown as ShownCase; // The notifier's own interface.
    if (status === 409) return fail(`It has ended before: ${endingWords(ended)}`);
    print(endingWords(ended));
  });

const isDecisionId = (id: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id);

const noDecisionId = (id: string): string =>
  `${JSON.stringify(id)} is no decision's id, such as b16d9cbb-13bd-5891-b12b-c3a4458919d4; \`countersign cases list\` shows those that wait.`;

const pathOf = (id: string): string => `/v1/cases/${encodeURIComponent(id)}`;
