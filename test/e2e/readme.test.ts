import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { configurationTable, everyVariable } from '@countersign/runtime';
import { describe, expect, it } from 'vitest';
import { blocksOf, root, runsItsCommands } from './documented-commands.ts';

const readme = readFileSync(join(root, 'README.md'), 'utf8');

const blocks = blocksOf(readme);

const documents: Readonly<Record<string, string>> = Object.fromEntries(
  globSync(['README.md', 'docs/**/*.md'], { cwd: root }).map((path) => [path, readFileSync(join(root, path), 'utf8')]),
);
const requirementId = /\b(?:OTP|DEL|KJS|IOR|SEC|OVL|TST|CASE)-\d{2}\b/g;

const patienceMs = 60_000;

describe('README', () => {
  it('marks the commands that a newcomer tries', () => {
    const verbs = blocks.flatMap(({ commands }) => commands).map((line) => /npx countersign ([a-z-]+)/.exec(line)?.[1]);
    for (const verb of ['send', 'tail', 'mailbox', 'verify', 'explain', 'doctor']) expect(verbs).toContain(verb);
  });
});

describe('the documents', () => {
  it('hold the configuration table as it is generated, and the README names no variable besides', () => {
    const [, table = ''] =
      /<!-- configuration table: begin -->\n\n([^]*?)\n<!-- configuration table: end -->/.exec(
        documents['docs/configuration.md'] ?? '',
      ) ?? [];
    expect(table).toBe(configurationTable(everyVariable));
    const named = readme.match(/COUNTERSIGN_[A-Z_]+[A-Z]\b(?!_)/g) ?? [];
    expect(named.filter((name) => !table.includes(name))).toEqual([]);
  });

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
  const { run, untilSaid } = runsItsCommands(readme);

  it('holds what is sensitive on a device that a code just opened', async () => {
    const said: string[] = [];
    const deadlineMs = Date.now() + patienceMs;
    while (Date.now() < deadlineMs && !said.at(-1)?.startsWith('Held')) {
      const sent = await run('npx countersign send --example gift_card.redemption_requested --account walker');
      const [, id = ''] = /redemption_requested (\S+) of walker/.exec(sent.output) ?? [];
      said.push(await untilSaid({ commands: [`npx countersign explain ${id}`], words: ['walker'] }));
    }
    expect(said.at(-1)).toMatch(/^Held[^]*a code opened this device/);
  });
});
