import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/**
 * All cores for what only computes, and patience: other programs may want them too. Fewer for what runs servers beside
 * itself, so that their time-outs mean something.
 */
const computing = { maxWorkers: availableParallelism(), testTimeout: 60_000, sequence: { groupOrder: 0 } };
/** A machine that does much else may starve a server for seconds: once more there, and the report says which. */
const retry = process.env['CI'] === 'true' ? 1 : 0;
const withServers = { maxWorkers: 2, retry, sequence: { groupOrder: 1 } };
const wholeProcesses = { maxWorkers: 1, retry, sequence: { groupOrder: 2 } };

/** Files of one worker share its modules, for nothing of ours keeps state in a module: reading them anew took half of the time. */
const isolate = false;

const globalSetup = ['packages/testkit/src/services/global-setup.ts'];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...computing,
          name: 'unit',
          isolate,
          include: [
            'packages/*/src/**/*.test.ts',
            'services/*/src/**/*.test.ts',
            'test/test-run/**/*.test.ts',
            'infra/bootstrap/**/*.test.mjs',
          ],
        },
      },
      {
        test: {
          ...computing,
          name: 'architecture',
          include: ['test/architecture/**/*.test.ts'],
        },
      },
      {
        test: {
          ...computing,
          name: 'simulation',
          isolate,
          include: ['test/simulation/**/*.test.ts', 'test/model/**/*.test.ts', 'test/population/**/*.test.ts'],
          testTimeout: 600_000,
        },
      },
      {
        test: {
          ...withServers,
          name: 'integration',
          isolate,
          include: ['test/integration/**/*.test.ts'],
          globalSetup,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          ...withServers,
          name: 'scenarios',
          isolate,
          include: ['test/scenarios/**/*.test.ts'],
          globalSetup,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          ...wholeProcesses,
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup,
          testTimeout: 300_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          ...wholeProcesses,
          sequence: { groupOrder: 3 },
          name: 'chaos',
          include: ['test/chaos/**/*.test.ts'],
          globalSetup,
          testTimeout: 420_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
