import type { PolicyActivation } from '@countersign/events';
import { describe, expect, it } from 'vitest';
import type { LogReader, LogRecord, OutgoingRecord } from '../ports/event-log.ts';
import { packPolicy, unpackPolicy } from './policy-packing.ts';
import { type PolicyRegister, emptyRegister, policyName, readPolicies } from './policy-register.ts';
import {
  type PolicyPlan,
  type PolicyText,
  planCandidate,
  planNoCandidate,
  planPublish,
  planRollback,
} from './publish-policy.ts';
import { undoStack } from './undo-stack.ts';

const topic = 'risk.policies';
const policy = (id: string, version: number, text = `id: ${id}\nversion: ${version}\n`): PolicyText => ({
  id,
  version,
  digest: `digest-of-${id}-${version}-${text.length}`,
  text,
});
const shipped = policy('default', 1);

/** A topic in memory, and its register read again after every change. */
function desk() {
  const log: LogRecord[] = [];
  let register: PolicyRegister = emptyRegister;
  let minutes = 0;
  const reader: LogReader = {
    partitionCount: () => Promise.resolve(1),
    bounds: () => Promise.resolve({ low: 0, high: log.length }),
    read: (_, __, from, most) => Promise.resolve(log.slice(from, from + most)),
    offsetAt: () => Promise.resolve(0),
  };
  const change = () => ({
    topic,
    register,
    at: new Date(Date.UTC(2026, 0, 1, 0, (minutes += 1))).toISOString(),
    by: 'ana',
  });
  const append = (records: readonly OutgoingRecord[]): void => {
    for (const { key, value } of records)
      log.push({ topic, partition: 0, offset: log.length, timestampMs: 0, key, value, headers: {} });
  };
  const take = async (plan: PolicyPlan): Promise<string> => {
    if (!plan.ok) return plan.problem;
    append(plan.records);
    register = await readPolicies(reader, topic, register);
    return register.active === undefined ? 'nothing' : policyName(register.active);
  };
  return {
    reader,
    append,
    register: () => register,
    publish: (one: PolicyText) => take(planPublish(one, shipped, change())),
    candidate: (one: PolicyText) => take(planCandidate(one, shipped, change())),
    noCandidate: () => take(planNoCandidate(change())),
    back: (target?: string) => take(planRollback(target, change())),
  };
}

describe('publishing', () => {
  it('puts a policy in force, with its document, who and when', async () => {
    const at = desk();
    expect(await at.publish(policy('default', 2))).toBe('default@2');
    const { documents, active } = at.register();
    expect(documents.get('default@2')).toMatchObject({ text: 'id: default\nversion: 2\n', by: 'ana' });
    expect(active).toMatchObject({
      by: 'ana',
      how: 'published',
      history: [{ id: 'default', version: 1, how: 'shipped' }],
    });
  });

  it('lets versions only grow, and says which one would do', async () => {
    const at = desk();
    expect(await at.publish(shipped)).toBe('default@1 is in force already.');
    expect(await at.publish(policy('default', 1, 'other'))).toMatch(
      /default@1 is not newer than default@1.*give it version 2/,
    );
    await at.publish(policy('default', 5));
    expect(await at.publish(policy('default', 4))).toMatch(/default@4 is not newer than default@5.*give it version 6/);
    expect(await at.publish(policy('default', 5, 'changed'))).toMatch(/give it version 6/);
    expect(await at.publish(policy('summer', 1))).toBe('summer@1');
    expect(await at.publish(policy('default', 5))).toBe('default@5'); // The same document again is no new version.
  });

  it('takes a document of 500 rules, and refuses one that no record holds', async () => {
    const at = desk();
    const rules = Array.from(
      { length: 500 },
      (_, one) =>
        `  - id: rule-${one}\n    description: Purchases above ${one * 37} on devices of ${one % 13} days.\n    owner: team-${one % 7}\n    severity: medium\n    when: event.amount.minor > ${one * 3701} && features.deviceAgeDays < ${one % 13} && event.merchant.category == "cat-${one % 91}"\n    effect: { action: challenge, digits: 8 }\n`,
    ).join('');
    expect(rules.length).toBeGreaterThan(120_000);
    expect(await at.publish(policy('default', 2, rules))).toBe('default@2');
    expect(at.register().documents.get('default@2')?.text).toBe(rules);
    const noise = Array.from({ length: 9_000 }, (_, one) => Math.sin(one).toString(36)).join('\n');
    expect(await at.publish(policy('default', 3, noise))).toMatch(/characters when it is compressed; at most 60000/);
  });
});

describe('going back', () => {
  it('takes one step back at a time, down to the policy that ships', async () => {
    const at = desk();
    expect(await at.back()).toMatch(/Nothing was published/);
    await at.publish(policy('default', 2));
    await at.publish(policy('default', 3));
    expect(await at.back()).toBe('default@2');
    expect(await at.back()).toBe('default@1');
    expect(await at.back()).toMatch(/default@1 is the first policy/);
    await at.publish(policy('default', 4));
    expect(await at.back()).toBe('default@1');
    expect(at.register().active?.history.map(policyName)).toEqual([
      'default@4',
      'default@1',
      'default@2',
      'default@3',
      'default@2',
      'default@1',
    ]);
  });

  it('goes to the version that is named, if it was published', async () => {
    const at = desk();
    await at.publish(policy('default', 2));
    await at.publish(policy('default', 3));
    expect(await at.back('default@9')).toMatch(/default@9 is not published; there are default@1, default@2, default@3/);
    expect(await at.back('default@3')).toMatch(/in force already/);
    expect(await at.back('default@1')).toBe('default@1');
  });

  it('remembers so much and no more', () => {
    const activation = (version: number, how: PolicyActivation['how']): PolicyActivation => ({
      id: 'p',
      version,
      digest: 'd',
      activatedAt: '',
      how,
    });
    const history = [activation(9, 'rolled_back'), activation(8, 'published')];
    expect(undoStack({ ...activation(7, 'published'), history }).map(({ version }) => version)).toEqual([7, 9, 8]);
  });
});

describe('a candidate', () => {
  it('stands beside the policy in force until it ends or is published itself', async () => {
    const at = desk();
    const next = policy('default', 2);
    expect(await at.candidate(shipped)).toMatch(/cannot be its own candidate/);
    expect(await at.candidate(next)).toBe('nothing');
    expect(at.register().candidate).toMatchObject({ version: 2, digest: next.digest });
    expect(await at.noCandidate()).toBe('nothing');
    expect(at.register().candidate).toBeUndefined();
    expect(await at.noCandidate()).toBe('There is no candidate.');
    await at.candidate(next);
    expect(await at.publish(next)).toBe('default@2');
    expect(at.register().candidate).toBeUndefined();
  });
});

describe('a record that cannot be read', () => {
  it('is said and changes nothing, until its key is written again', async () => {
    const at = desk();
    await at.publish(policy('default', 2));
    at.append([{ topic, key: Buffer.from('active'), value: Buffer.from('{}') }]);
    const broken = await readPolicies(at.reader, topic);
    expect(broken.active?.version).toBe(2);
    expect([...broken.unreadable.values()]).toEqual([
      expect.stringMatching(/^Record 3 of risk\.policies cannot be used: /),
    ]);
    expect(await at.publish(policy('default', 3))).toBe('default@3');
    expect(at.register().unreadable.size).toBe(0);
  });

  it('may be a bomb, or nothing at all', () => {
    expect(unpackPolicy(packPolicy(' '.repeat(1_048_577)))).toBeUndefined();
    expect(unpackPolicy('bm8genN0ZA==')).toBeUndefined();
    expect(unpackPolicy(packPolicy('a: ä\n'))).toBe('a: ä\n');
  });
});
