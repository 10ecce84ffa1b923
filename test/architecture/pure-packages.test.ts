import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { pureFolders } from './law-of-the-house.ts';
import { root } from './workspace-files.ts';

const workshop = mkdtempSync(join(tmpdir(), 'countersign-pure-'));
afterAll(() => rmSync(workshop, { recursive: true, force: true }));

const bin = (name: string): string => join(root, 'node_modules', '.bin', name);

/** A copy of a package's compiler settings over one source file; the compiler's complaints. */
function compile(folder: string, text: string): string {
  const project = join(workshop, folder);
  mkdirSync(join(project, 'src'), { recursive: true });
  copyFileSync(join(root, 'tsconfig.base.json'), join(workshop, 'tsconfig.base.json'));
  copyFileSync(join(root, folder, 'tsconfig.json'), join(project, 'tsconfig.json'));
  writeFileSync(join(project, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(project, 'src', 'probe.ts'), text);
  // Node's types are as near as in the workspace: only the settings keep them out.
  symlinkOnce(join(root, 'node_modules'), join(workshop, 'node_modules'));
  const { stdout } = spawnSync(bin('tsc'), ['-p', project, '--noEmit'], { encoding: 'utf8' });
  return withoutReferences(stdout);
}

/** The referenced projects are not part of the copy. */
const withoutReferences = (complaints: string): string =>
  complaints
    .split('\n')
    .filter((line) => /probe\.ts/.test(line))
    .join('\n');

function symlinkOnce(target: string, path: string): void {
  try {
    symlinkSync(target, path, 'dir');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

const platform = `
import { readFileSync } from 'node:fs';
export const a = readFileSync;
export const b = process.env;
export const c = Buffer.from('');
export const d = fetch('http://127.0.0.1');
export const e = setTimeout(() => undefined, 1);
export const f = console.log;
export const g = new TextEncoder();
`;

describe.each(pureFolders)('the compiler in %s', (folder) => {
  it('refuses the platform', () => {
    const complaints = compile(folder, platform);
    for (const name of ['node:fs', 'process', 'Buffer', 'fetch', 'setTimeout', 'console', 'TextEncoder']) {
      expect(complaints).toMatch(new RegExp(`error TS\\d+: Cannot find (name|module) '${name}'`));
    }
  });

  it('accepts what is pure', () => {
    expect(compile(folder, 'export const twice = (x: number): number => 2 * x;\n')).toBe('');
  });
});

describe.each(pureFolders)('the linter in %s', (folder) => {
  it('refuses the clock, chance and the platform', () => {
    const source = join(workshop, folder, 'src', 'probe.ts');
    mkdirSync(join(workshop, folder, 'src'), { recursive: true });
    copyFileSync(join(root, '.oxlintrc.json'), join(workshop, '.oxlintrc.json'));
    writeFileSync(
      source,
      "import 'node:fs';\nexport const x = [Date.now(), Math.random(), process, setTimeout, fetch];\n",
    );
    const { stdout, status } = spawnSync(bin('oxlint'), ['-f', 'unix', source], { cwd: workshop, encoding: 'utf8' });
    expect(status).toBe(1);
    for (const name of ['node:fs', 'Date.now', 'Math.random', 'process', 'setTimeout', 'fetch']) {
      expect(stdout).toContain(name);
    }
  });
});
