import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';

/** The folder of the project. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * A block of commands that a document marks with `<!-- run: words; that must appear -->`, or with `<!-- refused: words -->`
 * where they must fail; or one that it tells to paste into a file, marked with `<!-- paste under rules: in FILE -->`.
 */
export interface Block {
  readonly commands: readonly string[];
  readonly words: readonly string[];
  readonly isRefused?: boolean;
  readonly paste?: { readonly under: string; readonly file: string; readonly text: string };
}

const marked = /^<!-- (?:(run|refused)(?:: (.*))?|paste under (\w+): in (\S+)) -->\n```\w+\n([^]*?)^```$/gm;

/** The marked blocks of a document, in their order. */
export const blocksOf = (document: string): readonly Block[] =>
  [...document.matchAll(marked)].map(([, kind, words = '', under = '', file = '', text = '']) =>
    kind === undefined
      ? { words: [], commands: [], paste: { under, file, text } }
      : {
          words: words.split(';').map((word) => word.trim()),
          commands: text.split('\n').filter((line) => line !== ''),
          isRefused: kind === 'refused',
        },
  );

/** Puts a text right below the key of a YAML file, as a reader does in an editor. */
function paste({ under, file, text }: NonNullable<Block['paste']>): void {
  const before = readFileSync(file, 'utf8');
  const after = before.replace(`\n${under}:\n`, (key) => key + text);
  expect(after, `${file} has ${under}`).not.toBe(before);
  writeFileSync(file, after);
}

/** What only reads may be asked again until the records have come through. */
const changesSomething = ({ commands }: Block): boolean =>
  commands.some((line) => / (send|verify|not-me|release|deny|label|publish|rollback) /.test(line));

/** What a command's output tells for the `<placeholders>` of later ones. */
const tellers: Readonly<Record<string, RegExp>> = {
  challenge: /verify it: npx countersign verify (\S+) \d+/,
  code: /verify it: npx countersign verify \S+ (\d+)/,
  decision: /^([0-9a-f-]{36}) +(?:hold|challenge)/m,
  secret: /^secret +([A-Z2-7]{32})$/m,
  enrolment: /authenticator confirm \S+ (\S+)/,
  event: /see why: npx countersign explain (\S+)/,
};

const patienceMs = 60_000;
const pauseMs = 500;

/** An installation of one folder for the commands of a document. */
export interface DocumentedInstallation {
  /** A command line as a person types it in the folder of the project; output of both streams. */
  run(line: string): Promise<{ readonly code: number; readonly output: string }>;
  /** Runs a block until every word was said; once only when it changes something. */
  untilSaid(block: Block, filled?: (line: string) => string): Promise<string>;
}

/** Starts an installation for the tests of a `describe`, and runs the blocks of a document on it, in their order. */
export function runsItsCommands(document: string): DocumentedInstallation {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-document-'));
  let installation: ChildProcess;
  const environment = (): NodeJS.ProcessEnv => environmentOf(folder);
  const run: DocumentedInstallation['run'] = (line) =>
    new Promise((resolve) => {
      execFile('sh', ['-c', line], { cwd: root, env: environment() }, (error, stdout, stderr) =>
        resolve({ code: error === null ? 0 : Number(error.code ?? 1), output: stdout + stderr }),
      );
    });
  const untilSaid: DocumentedInstallation['untilSaid'] = async (block, filled = (line) => line) => {
    const deadlineMs = Date.now() + patienceMs;
    for (;;) {
      const results: { readonly code: number; readonly output: string }[] = [];
      for (const line of block.commands) results.push(await run(filled(line)));
      const output = results.map((result) => result.output).join('');
      const isAnswered = results.every(({ code }) => (code === 0) !== (block.isRefused ?? false));
      const isWell = isAnswered && block.words.every((word) => output.includes(word));
      if (isWell) return output;
      if (changesSomething(block) || Date.now() > deadlineMs) {
        expect.fail(
          `expected ${block.words.join('; ')} and ${block.isRefused ? 'a refusal' : 'exit code 0'}, got ${results.map(({ code }) => code).join(', ')} and:\n${output}`,
        );
      }
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  };
  beforeAll(async () => {
    installation = spawn(process.execPath, ['packages/cli/src/main.ts', 'up'], { cwd: root, env: environment() });
    await untilReady(installation);
  });
  afterAll(async () => {
    await stopped(installation);
    rmSync(folder, { recursive: true, force: true });
  });
  const told: Record<string, string> = {};
  let brokenAt: string | undefined; // Later steps would only wait for what cannot come.
  it.each(
    blocksOf(document).map((block) => ({ block, name: block.commands[0] ?? `paste under ${block.paste?.under}` })),
  )('$name', async ({ block, name: step }) => {
    if (brokenAt !== undefined) expect.fail(`an earlier step failed: ${brokenAt}`);
    brokenAt = step;
    if (block.paste !== undefined) paste(block.paste);
    const output = await untilSaid(block, (line) =>
      line.replace(/<(\w+)>/g, (_, name: string) => told[name] ?? expect.fail(`no output told the ${name}`)),
    );
    for (const [name, teller] of Object.entries(tellers)) {
      const [, value] = teller.exec(output) ?? [];
      if (value !== undefined) told[name] = value;
    }
    brokenAt = undefined;
  });
  return { run, untilSaid };
}

/** Nothing of this machine's own configuration; this very Node first. */
function environmentOf(folder: string): NodeJS.ProcessEnv {
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
