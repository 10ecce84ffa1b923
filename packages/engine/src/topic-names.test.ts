import { type Principal, topicNamed, topics } from '@countersign/events';
import { expect, it } from 'vitest';
import { caseInputs } from './cases/cases.ts';
import { notifierInputs } from './notifier/notifier.ts';
import { scorerInputs, topicNames } from './topic-names.ts';

const names = topicNames();

it.each<[Principal, readonly string[]]>([
  ['scorer', scorerInputs(names)],
  ['notifier', notifierInputs(names)],
  ['notifier', caseInputs(names)],
])('the %s may read what it reads (SEC-01)', (principal, inputs) => {
  for (const input of inputs) {
    const row = topics.find(({ name }) => name === input);
    expect(row && topicNamed(row.name).consumers).toContain(principal);
  }
});

it('names every topic of the table', () => {
  expect(new Set(Object.values(names))).toEqual(new Set(topics.map(({ name }) => name)));
});
