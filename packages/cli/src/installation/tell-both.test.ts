import { expect, it } from 'vitest';
import { tellBoth } from './tell-both.ts';

it('tells the first, then the second', () => {
  const heard: string[] = [];
  const listener = (name: string) => ({
    sent: (channel: string, count: number) => void heard.push(`${name} ${channel} ${count}`),
    failed: () => void heard.push(`${name} failed`),
  });
  const both = tellBoth(listener('a'), listener('b'));
  both.sent('email', 2);
  both.failed();
  const { sent } = both; // Handed on without its observer.
  sent('sms', 1);
  expect(heard).toEqual(['a email 2', 'b email 2', 'a failed', 'b failed', 'a sms 1', 'b sms 1']);
});
