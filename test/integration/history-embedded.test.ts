import { startInstallation } from '../e2e/installation-process.ts';
import { historyTests } from './history-commands.ts';

historyTests(async () => {
  const installation = await startInstallation();
  return {
    run: (...args) => installation.run(...args),
    groups: () => Promise.resolve(undefined),
    close: () => installation.remove(),
  };
});
