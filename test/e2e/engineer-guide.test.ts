import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from './documented-commands.ts';

const guide = readFileSync(join(root, 'docs/guides/engineer.md'), 'utf8');
const stem = 'round-amount';
const block = (mark: string): string =>
  new RegExp(`^<!-- ${mark} -->\\n\`\`\`\\w+\\n([^]*?)^\`\`\`$`, 'm').exec(guide)?.[1] ?? expect.fail(`no ${mark}`);
const files = [...guide.matchAll(/^<!-- file: (\S+) -->$/gm)].map(([, name = '']) => name);

const workshop = mkdtempSync(join(tmpdir(), 'countersign-guide-'));
const scoring = join(workshop, 'packages', 'scoring');
const folder = join(scoring, 'src', 'detectors', stem);
const registry = join(scoring, 'src', 'detectors', 'registry.ts');
const policy = join(scoring, 'policy', 'default.yaml');
afterAll(() => rmSync(workshop, { recursive: true, force: true }));

/** A copy of the package, which finds its libraries where the original does. */
beforeAll(() => {
  mkdirSync(scoring, { recursive: true });
  for (const part of ['src', 'policy', 'test-support', 'package.json'])
    cpSync(join(root, 'packages/scoring', part), join(scoring, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(workshop, 'node_modules'), 'dir');
  symlinkSync(join(root, 'packages/scoring/node_modules'), join(scoring, 'node_modules'), 'dir');
  mkdirSync(folder);
  for (const name of files) writeFileSync(join(folder, name), block(`file: ${name}`));
  const [importLine = '', entry = ''] = block('registry').split('\n');
  const before = readFileSync(registry, 'utf8');
  writeFileSync(
    registry,
    `${importLine}\n${before.replace('registered(accountMemory),', `registered(accountMemory),\n${entry}`)}`,
  );
  writeFileSync(policy, readFileSync(policy, 'utf8').replace(/^weights:\n/m, `weights:\n${block('weight')}`));
});

/** The tests that hold a detector together, in the copy; the names of those that failed. */
const failures = (): Promise<readonly string[]> =>
  new Promise((resolve, reject) => {
    const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
    const tests = ['src/detectors/registry', 'src/detectors/cases', 'src/words/catalogue', `src/detectors/${stem}`];
    const report = join(workshop, 'report.json');
    rmSync(report, { force: true });
    const how = ['--reporter', 'json', '--outputFile', report, '--testTimeout', '60000'];
    const args = [vitest, 'run', '--root', scoring, ...how, ...tests];
    execFile(process.execPath, args, { cwd: scoring, maxBuffer: 64 * 1024 ** 2 }, (_, stdout, stderr) => {
      try {
        resolve(failuresIn(JSON.parse(readFileSync(report, 'utf8')) as VitestReport));
      } catch {
        reject(new Error(`vitest wrote no report:\n${stdout}\n${stderr}`));
      }
    });
  });

const failuresIn = ({ testResults }: VitestReport): readonly string[] =>
  testResults.flatMap(({ message, assertionResults }) => [
    ...(message === '' ? [] : [message]),
    ...assertionResults.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName),
  ]);

interface VitestReport {
  readonly testResults: readonly {
    readonly message: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

describe('the detector of the guide for engineers', () => {
  it('is a detector once all five steps are done', async () => {
    expect(files).toHaveLength(5);
    expect(await failures()).toEqual([]);
  });

  it.each([
    ['its document', join(folder, `${stem}.md`), /`roundTo`/g, 'what was round'],
    ['its words in one language', join(folder, `${stem}.words.ts`), /הסכום עגול/, 'The amount is round'],
    ['its weight', policy, /^ {2}round_amount:.*\n/m, ''],
  ])('is none without %s', async (_, path, part, instead) => {
    const whole = readFileSync(path, 'utf8');
    writeFileSync(path, whole.replace(part, instead));
    expect((await failures()).length).toBeGreaterThan(0);
    writeFileSync(path, whole);
  });
});
