import { describe, expect, it } from 'vitest';
import { kafkaAclScript } from './topic-acls.ts';
import { type Principal, topics } from './topics.ts';

const writersOf = (name: string): readonly Principal[] => topics.find((topic) => topic.name === name)?.producers ?? [];

describe('rights on a shared Kafka (SEC-01)', () => {
  it('are the ones that ship', async () => {
    await expect(`${kafkaAclScript()}\n`).toMatchFileSnapshot('../../../infra/acl/kafka-acls.sh');
  });

  it('let nobody but the notifier write outcomes, and nobody but the scorer challenges', () => {
    expect([writersOf('risk.outcomes'), writersOf('risk.challenges')]).toEqual([['notifier'], ['scorer']]);
    expect(writersOf('risk.decisions')).toEqual(['scorer', 'notifier']);
    expect(writersOf('risk.policies')).toEqual(['operators']);
  });

  it('give what is personal to nobody who has no work with it', () => {
    const readers = topics.find(({ name }) => name === 'account.contacts')?.consumers;
    expect(readers).toEqual(['notifier', 'operators']);
  });

  it('name every topic for whoever writes or reads it', () => {
    const script = kafkaAclScript().split('\n');
    for (const { name, producers, consumers } of topics) {
      for (const [operation, all] of [['Write', producers] as const, ['Read', consumers] as const]) {
        const having = script
          .filter((line) => line.includes(`--operation ${operation} `) && line.includes(`-}${name}"`))
          .map((line) => /User:(\w+)/.exec(line)?.[1]);
        expect([name, operation, new Set(having)]).toEqual([name, operation, new Set(all)]);
      }
    }
  });
});
