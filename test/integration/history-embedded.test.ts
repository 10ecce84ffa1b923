import { startInstallation } from '../e2e/installation-process.ts';
import { commandInProcess } from './command-in-process.ts';
import { historyTests } from './history-commands.ts';

historyTests(async () => {
  const installation = await startInstallation();
  return {
    run: commandInProcess({ COUNTERSIGN_FOLDER: installation.folder }),
    groups: () => Promise.resolve(undefined),
    close: () => installation.remove(),
  };
});
