import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe } from 'vitest';
import { blocksOf, root, runsItsCommands } from './documented-commands.ts';

const guides = globSync('docs/guides/*.md', { cwd: root }).map((path) => ({
  path,
  text: readFileSync(join(root, path), 'utf8'),
}));

// A guide whose blocks need other things than an installation has a test of its own.
describe.each(guides.filter(({ text }) => blocksOf(text).length > 0))(
  'the commands of $path, in their order, on an installation of one folder',
  ({ text }) => {
    runsItsCommands(text);
  },
);
