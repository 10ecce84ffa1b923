import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { installFailure } from './install-failure.mjs';
import { passSignalsOn } from './run-child.mjs';

const pnpm = 'pnpm@12.21.0';

/** npm's own pauses between three attempts come to 70 s; without a network nobody wants to wait that long for the news. */
const patience = { npm_config_fetch_retry_mintimeout: '2000', npm_config_fetch_retry_maxtimeout: '8000' };

/** Whether node_modules holds what the lockfile names. */
export function isInstalled(root) {
  try {
    return readFileSync(markerOf(root), 'utf8') === wanted(root) && everyPackageHasItsModules(root);
  } catch {
    return false;
  }
}

/**
 * Installs what the lockfile names, with progress on stderr; nothing else is written than node_modules.
 * Resolves with a sentence for the user when it could not.
 */
export async function install(root) {
  try {
    accessSync(root, constants.W_OK);
  } catch {
    return `The dependencies are not installed, and ${root} cannot be written to. Make the folder writable, or clone into another one.`;
  }
  const startMs = Date.now();
  say('Installing the dependencies from the lockfile (half a minute the first time) …');
  const { code, output } = await runPnpm(root);
  if (code !== 0) {
    process.stderr.write(output);
    return installFailure(output, root);
  }
  writeFileSync(markerOf(root), wanted(root));
  say(`Installed in ${((Date.now() - startMs) / 1000).toFixed(1)} s.`);
}

const say = (line) => process.stderr.write(`${line}\n`);
const markerOf = (root) => join(root, 'node_modules', '.countersign-installed');

/** What a finished install is marked with. The lockfile covers every package.json, patch and setting. */
function wanted(root) {
  const lockfile = createHash('sha256')
    .update(readFileSync(join(root, 'pnpm-lock.yaml')))
    .digest('hex');
  return `${pnpm} ${process.platform}-${process.arch} ${lockfile}\n`;
}

function everyPackageHasItsModules(root) {
  return ['packages', 'services'].every((folder) =>
    readdirSync(join(root, folder)).every((name) => {
      const path = join(root, folder, name);
      return !existsSync(join(path, 'package.json')) || existsSync(join(path, 'node_modules'));
    }),
  );
}

/** Shows only pnpm's progress lines; everything it said is kept for the case that it fails. */
function runPnpm(root) {
  const words = ['-y', pnpm, 'install', '--frozen-lockfile', '--reporter=append-only'];
  return new Promise((resolve) => {
    const child = spawn('npx', words, {
      cwd: root,
      env: { ...patience, ...process.env, CI: 'true' },
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    const stopPassingOn = passSignalsOn(child);
    let output = '';
    const take = (chunk) => {
      output += chunk;
      for (const line of String(chunk).split('\n')) if (line.startsWith('Progress:')) say(`  ${line}`);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.once('error', (error) => resolve({ code: 1, output: `npx: ${error.message}\n` }));
    child.once('close', (code) => {
      stopPassingOn();
      resolve({ code: code ?? 1, output });
    });
  });
}
