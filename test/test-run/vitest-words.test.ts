import { expect, it } from 'vitest';
import config from '../../vitest.config.ts';
import { projects, vitestWords } from './vitest-words.ts';

it('takes names of projects for projects and passes the rest on', () => {
  const words = vitestWords(['simulation', '-t', 'crash', 'e2e'], 'out.json');
  expect(words.slice(4)).toEqual(['--project=simulation', '--project=e2e', '-t', 'crash']);
  expect(words).toContain('--outputFile.json=out.json');
});

it('knows every project of the configuration', () => {
  const configured = config.test?.projects?.map((project) =>
    typeof project === 'object' && 'test' in project ? project.test?.name : undefined,
  );
  expect(configured).toEqual([...projects]);
});
