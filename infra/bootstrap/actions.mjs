import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findNode } from './find-node.mjs';
import { install, isInstalled } from './install.mjs';
import { runChild } from './run-child.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[/\\]$/, '');

/** What each action runs, with the rest of the command line behind it. */
const programs = {
  start: ['packages/cli/src/main.ts', 'up', '--demo'],
  test: ['test/run-tests.ts'],
  bench: ['test/performance/bench.ts'],
  check: ['infra/bootstrap/check.mjs'],
};

/** Node would give the youngest objects 100 MB more, which makes this program no faster. */
const lean = ['--max-semi-space-size=8'];

/** Installs what the lockfile names when it changed, then runs the action with the right Node and takes over its exit code. */
export async function perform([action, ...words]) {
  const program = programs[action];
  if (program === undefined && action !== 'install') {
    return leave(`usage: node infra/bootstrap/bootstrap.mjs install|${Object.keys(programs).join('|')} [arguments]`);
  }
  if (!isInstalled(root)) {
    const problem = await install(root);
    if (problem !== undefined) return leave(problem);
  }
  if (program === undefined) return;
  const node = findNode(root);
  if (node.problem !== undefined) return leave(node.problem);
  const [file, ...fixed] = program;
  if (!existsSync(join(root, file))) return leave(`${file} does not exist.`);
  const given = [...(action === 'start' ? lean : []), join(root, file), ...fixed, ...words];
  // What was compiled once is not compiled again, by the many processes of a test run for example.
  const env = { NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'node-compile'), ...process.env };
  process.exitCode = await runChild(node.path, given, { env });
}

function leave(sentence) {
  console.error(sentence);
  process.exitCode = 1;
}
