import { Command } from 'commander';
import { up } from './commands/up.ts';

const program = new Command('countersign')
  .description('Scores account events, challenges where the risk asks for it, learns from the outcome.')
  .version('0.1.0');

program
  .command('up')
  .description('run everything in this process, on one local folder, until Ctrl-C')
  .option('--demo', 'first play the story and the bundled sample, once per folder', false)
  .action(up);

await program.parseAsync();
