import { expect, it } from 'vitest';
import { createNarrator } from './narrator.ts';

it('reports on a sample without frauds, and on an empty one, without dividing by nothing', () => {
  const lines: string[] = [];
  createNarrator((line) => void lines.push(line), false).report({
    events: 0,
    byAction: { allow: 0, challenge: 0, hold: 0, deny: 0 },
    frauds: 0,
    fraudsCaught: 0,
    legitimate: 0,
    legitimateAsked: 0,
    seconds: 0,
  });
  expect(lines.join('\n')).not.toMatch(/NaN|Infinity/);
  expect(lines.join('\n')).toContain('0 of 0 caught (–)');
});
