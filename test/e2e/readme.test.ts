import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { configurationTable, everyVariable } from '@countersign/runtime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const readme = readFileSync(join(root, 'README.md'), 'utf8');

/** A block of commands that README marks with `<!-- run: words; that must appear -->`. */
interface Block {
  readonly commands: readonly string[];
  readonly words: readonly string[];
}

const blocks: readonly Block[] = [...readme.matchAll(/^<!-- run(?:: (.*))? -->\n```sh\n([^]*?)^```$/gm)].map(
  ([, words = '', text = '']) => ({
    words: words.split(';').map((word) => word.trim()),
    commands: text.split('\n').filter((line) => line !== ''),
  }),
);

const documents: Readonly<Record<string, string>> = Object.fromEntries(
  globSync(['README.md', 'docs/**/*.md'], { cwd: root }).map((path) => [path, readFileSync(join(root, path), 'utf8')]),
);
const requirementId = /\b(?:OTP|DEL|KJS|IOR|SEC|OVL|TST|CASE)-\d{2}\b/g;

/** What only reads may be asked again until the records have come through. */
const changesSomething = ({ commands }: Block): boolean => commands.some((line) => / (send|verify|not-me) /.test(line));

const patienceMs = 60_000;
const pauseMs = 500;
const folder = mkdtempSync(join(tmpdir(), 'countersign-readme-'));
let installation: ChildProcess;

describe('README', () => {
  it('holds the configuration table as it is generated', () => {
    const [, table] =
      /<!-- configuration table: begin -->\n\n([^]*?)\n<!-- configuration table: end -->/.exec(readme) ?? [];
    expect(table).toBe(configurationTable(everyVariable));
  });

  it('marks the commands that a newcomer tries', () => {
    const verbs = blocks.flatMap(({ commands }) => commands).map((line) => /npx countersign ([a-z-]+)/.exec(line)?.[1]);
    for (const verb of ['send', 'tail', 'mailbox', 'verify', 'explain', 'doctor']) expect(verbs).toContain(verb);
  });
});

describe('the documents', () => {
  it('list every requirement that code and tests cite', () => {
    const places = ['packages/*/src', 'packages/*/policy', 'services/*/src', 'test', 'infra'];
    const files = globSync(
      places.map((place) => `${place}/**/*.{ts,mjs,md,yaml}`),
      { cwd: root, exclude: ['**/node_modules/**'] },
    );
    const cited = files.flatMap((file) => readFileSync(join(root, file), 'utf8').match(requirementId) ?? []);
    const listed = new Set(documents['docs/requirements.md']?.match(requirementId));
    expect([...new Set(cited)].filter((id) => !listed.has(id))).toEqual([]);
    expect(cited.length).toBeGreaterThan(100);
  });

  it.each(Object.entries(documents))('%s names files that are there', (document, text) => {
    const named = [...text.matchAll(/`((?:packages|services|test|infra)\/[^`\s]*)`/g)].map(([, path = '']) => path);
    const linked = [...text.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, path = '']) =>
      join(dirname(document), path),
    );
    const isThere = (path: string): boolean => existsSync(join(root, path)) || globSync(path, { cwd: root }).length > 0;
    expect([...named, ...linked].filter((path) => !isThere(path))).toEqual([]);
  });
});

describe('the commands of README, in their order, on an installation of one folder', () => {
  beforeAll(async () => {
    installation = spawn(process.execPath, ['packages/cli/src/main.ts', 'up'], { cwd: root, env: environment() });
    await untilReady(installation);
  });
  afterAll(async () => {
    await stopped(installation);
    rmSync(folder, { recursive: true, force: true });
  });

  let placeholders: Readonly<Record<string, string>> = {};
  it.each(blocks.map((block) => ({ block, name: block.commands[0] ?? '' })))('$name', async ({ block }) => {
    const output = await untilSaid(block, (line) =>
      line.replace(/<(\w+)>/g, (_, name: string) => placeholders[name] ?? expect.fail(`no message told the ${name}`)),
    );
    const [, challenge, code] = /verify it: npx countersign verify (\S+) (\d+)/.exec(output) ?? [];
    if (challenge !== undefined && code !== undefined) placeholders = { challenge, code };
  });

  it('trusts the device once the code was typed', async () => {
    const said: string[] = [];
    const deadlineMs = Date.now() + patienceMs;
    while (Date.now() < deadlineMs && !said.at(-1)?.startsWith('Allowed')) {
      const sent = await run('npx countersign send --example gift_card.redemption_requested --account walker');
      const [, id = ''] = /redemption_requested (\S+) of walker/.exec(sent.output) ?? [];
      said.push(await untilSaid({ commands: [`npx countersign explain ${id}`], words: ['walker'] }, (line) => line));
    }
    expect(said.at(-1)).toMatch(/^Allowed/);
  });
});

/** Runs a block until every word was said; once only when it changes something. */
async function untilSaid(block: Block, filled: (line: string) => string): Promise<string> {
  const deadlineMs = Date.now() + patienceMs;
  for (;;) {
    const results = [];
    for (const line of block.commands) results.push(await run(filled(line)));
    const output = results.map((result) => result.output).join('');
    const isWell = results.every(({ code }) => code === 0) && block.words.every((word) => output.includes(word));
    if (isWell) return output;
    if (changesSomething(block) || Date.now() > deadlineMs) {
      expect.fail(
        `expected ${block.words.join('; ')} and exit code 0, got ${results.map(({ code }) => code).join(', ')} and:\n${output}`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

/** A command line as a person types it in the folder of the project; output of both streams. */
const run = (line: string): Promise<{ readonly code: number; readonly output: string }> =>
  new Promise((resolve) => {
    execFile('sh', ['-c', line], { cwd: root, env: environment() }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), output: stdout + stderr }),
    );
  });

/** Nothing of this machine's own configuration; this very Node first. */
function environment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('COUNTERSIGN_'));
  const path = [dirname(process.execPath), process.env['PATH'] ?? ''].join(delimiter);
  return { ...Object.fromEntries(own), PATH: path, COUNTERSIGN_FOLDER: folder, COUNTERSIGN_HTTP_PORT: '0' };
}

const untilReady = (child: ChildProcess): Promise<void> =>
  new Promise((resolve, reject) => {
    let output = '';
    const listen = (chunk: Buffer): void => {
      output += chunk.toString();
      if (/^ready/m.test(output)) resolve();
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`ended with ${code} before it was ready:\n${output}`)));
  });

const stopped = (child: ChildProcess | undefined): Promise<void> =>
  new Promise((resolve) => {
    if (child === undefined || child.exitCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
