import type { Command } from 'commander';
import { addFeaturesCommand } from './features-command.ts';
import { addFitCommand } from './fit-command.ts';
import { addLabelCommand } from './label-command.ts';
import { addRulesCommand } from './rules-command.ts';
import { addSearchCommand } from './search-command.ts';
import { addWhatIfCommand } from './what-if-command.ts';

/** What is done with recorded decisions: `search`, `label`, `what-if`, `rules`, `features`, `fit`. */
export function addHistoryCommands(program: Command): void {
  addSearchCommand(program);
  addLabelCommand(program);
  addWhatIfCommand(program);
  addRulesCommand(program);
  addFeaturesCommand(program);
  addFitCommand(program);
}
