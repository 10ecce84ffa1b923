import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { createLivePolicy } from './live-policy.ts';
import { shippedPolicyFile } from './load-policy.ts';

const shipped = readFileSync(shippedPolicyFile, 'utf8');
const found = (text: string, where = 'policy.yaml') => ({ where, text });

function told() {
  const errors: string[] = [];
  const reloads: string[] = [];
  const decides: string[] = [];
  const live = createLivePolicy(
    { info: () => {}, error: (message) => errors.push(message) },
    {
      reloaded: (result) => reloads.push(result),
      decides: (role, policy) => decides.push(`${role} ${policy?.version ?? 'none'}`),
    },
    () => undefined,
  );
  return { live, errors, reloads, decides };
}

it('takes a good document, and keeps the policy in force when the next one is bad', () => {
  const { live, errors, reloads, decides } = told();
  expect(live.put(found(shipped))).toBe('ok');
  const first = live.current();
  expect(live.put(found('nonsense: true\n'))).toBe('refused');
  expect(live.put(found('nonsense: true\n'))).toBe('same'); // Said once.
  expect(live.current()).toBe(first);
  expect(live.problem()).toMatch(/stays default@1\. The policy policy\.yaml is refused:\n- /);
  expect(live.put(found(`${shipped}\n# reviewed\n`))).toBe('ok');
  expect(live.problem()).toBeUndefined();
  expect(live.current().digest).not.toBe(first.digest);
  expect([errors.length, reloads, decides]).toEqual([1, ['refused', 'ok'], ['live 1', 'live 1']]);
});

it('has no policy before a good one, and says why', () => {
  const { live, errors } = told();
  expect(() => live.current()).toThrow('No policy was read yet.');
  live.put(found('nonsense: true\n'));
  expect(() => live.current()).toThrow(/The policy policy\.yaml is refused:\n- /);
  expect(errors).toEqual([]); // The start says it.
});

it('keeps a candidate beside whatever is in force, and lets a bad one go without touching it', () => {
  const { live, decides } = told();
  const next = shipped.replace('\nversion: 1\n', '\nversion: 2\n');
  live.put(found(shipped));
  live.putCandidate(found(next));
  expect(live.shadow()).toMatchObject({ policy: { version: 2 }, extractsAnew: new Set() });
  live.put(found(shipped.replace('forgetDays: 30', 'forgetDays: 31')));
  expect(live.shadow()?.extractsAnew.has('login.succeeded')).toBe(true); // Measured against the new one.
  live.putCandidate(found('nonsense: true\n', 'x@9 of risk.policies'));
  expect(live.shadow()).toBeUndefined();
  expect(live.problem()).toMatch(/^There is no shadow run\. The policy x@9 of risk\.policies is refused/);
  live.putCandidate(undefined);
  expect(live.problem()).toBeUndefined();
  expect(decides).toEqual(['live 1', 'shadow 2', 'live 1', 'shadow none', 'shadow none']);
});
