import { Command } from 'commander';
import { addAuthenticatorCommands } from './commands/authenticator-commands.ts';
import { addCaseCommands } from './commands/case-commands.ts';
import { addDeadLetterCommands } from './commands/dead-letter-commands.ts';
import { addEvaluationCommands } from './commands/evaluation-commands.ts';
import { addHistoryCommands } from './commands/history-commands.ts';
import { addKeyCommands } from './commands/key-commands.ts';
import { addModelCommands } from './commands/model-commands.ts';
import { addPolicyCommands } from './commands/policy-commands.ts';
import { addPrivacyCommands } from './commands/privacy-commands.ts';
import { addReadingCommands } from './commands/reading-commands.ts';
import { addRebuildCommand } from './commands/rebuild-command.ts';
import { addTopicCommands } from './commands/topic-commands.ts';
import { addVerificationCommands } from './commands/verification-commands.ts';
import { up } from './commands/up.ts';

/** The command line: every command with its options and help. */
export function buildProgram(): Command {
  const program = new Command('countersign')
    .description('Scores account events, challenges where the risk asks for it, learns from the outcome.')
    .version('0.1.0');
  program
    .command('up')
    .description('run everything in this process, on one local folder, until Ctrl-C')
    .option('--demo', 'first play the story and the bundled sample, once per folder')
    .action(({ demo }: { readonly demo?: boolean }) => up({ demo: demo === true }));
  addReadingCommands(program);
  addHistoryCommands(program);
  addPolicyCommands(program);
  addModelCommands(program);
  addEvaluationCommands(program);
  addCaseCommands(program);
  addVerificationCommands(program);
  addAuthenticatorCommands(program);
  addTopicCommands(program);
  addDeadLetterCommands(program);
  addKeyCommands(program);
  addPrivacyCommands(program);
  addRebuildCommand(program);
  return program;
}
