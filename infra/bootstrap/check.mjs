// `npm run check`: everything that reads the code without running it. All steps run, so that one run shows all complaints.
import { spawnSync } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const bin = join(root, 'node_modules', '.bin');

/** @type {[string, string, string[]][]} */
const steps = [
  ['format', 'biome', ['format', '.']],
  ['lint', 'oxlint', ['--type-aware', '--deny-warnings']],
  ['types', 'tsc', ['-b']],
  ['unused code', 'knip', []],
];

const failed = steps.filter(([name, command, words]) => {
  const startMs = Date.now();
  console.log(`\n--- ${name}: ${command} ${words.join(' ')}`);
  const { status } = spawnSync(join(bin, command), words, {
    cwd: root,
    // `.bin` holds the Node that the lockfile brought, where the machine's own is too old.
    env: { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  console.log(`--- ${name}: ${status === 0 ? 'fine' : 'NOT FINE'} in ${((Date.now() - startMs) / 1000).toFixed(1)} s`);
  return status !== 0;
});

console.log(failed.length === 0 ? '\nchecked' : `\nnot fine: ${failed.map(([name]) => name).join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;
