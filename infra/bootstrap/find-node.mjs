import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The first major version that runs our TypeScript and all our dependencies. */
export const neededMajor = 24;

/**
 * The Node that runs Countersign: the one that runs this when it is new enough, else the one that the lockfile brought.
 * Answers `{ path }`, or `{ problem }`: a sentence for whoever started it.
 */
export function findNode(root, own = process) {
  if (Number(own.versions.node.split('.')[0]) >= neededMajor) return { path: own.execPath };
  const brought = join(root, 'node_modules', `node-${own.platform}-${own.arch}`, 'bin', 'node');
  if (existsSync(brought)) return { path: brought };
  return {
    problem:
      `Countersign needs Node ${neededMajor} or newer; this is ${own.version}, and none is brought along for ` +
      `${own.platform}-${own.arch}. Install Node ${neededMajor} (https://nodejs.org) and try again.`,
  };
}
