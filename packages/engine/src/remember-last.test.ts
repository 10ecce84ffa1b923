import { expect, it } from 'vitest';
import { rememberLast } from './remember-last.ts';

it('asks again only for another thing, also for one that looks the same', () => {
  let asked = 0;
  const lengthOf = rememberLast((list: readonly number[]) => {
    asked += 1;
    return list.length;
  });
  const [one, twin] = [[1], [1]];
  expect([lengthOf(one), lengthOf(one), asked]).toEqual([1, 1, 1]);
  expect([lengthOf(twin), lengthOf([1, 2]), lengthOf(one), asked]).toEqual([1, 2, 1, 4]);
});
