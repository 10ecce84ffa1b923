import { topicNames } from '@countersign/engine';
import { topics } from '@countersign/events';
import { describe, expect, it } from 'vitest';
import type { Connection } from '../connection/connection.ts';
import { diagnose, geoFinding } from './doctor.ts';
import { redisFindings } from './redis-findings.ts';

function connectionOn(existing: () => Promise<readonly { readonly name: string; readonly partitions: number }[]>) {
  return {
    topics: topicNames(),
    description: 'kafka broker:9092',
    admin: { existing },
    reader: { partitionCount: () => Promise.resolve(12) },
    verification: { url: 'http://127.0.0.1:1', key: undefined },
  } as unknown as Connection;
}

const complete = topics.map(({ name }) => ({ name, partitions: 12 }));
const saidOf = async (connection: Connection): Promise<string> =>
  (await diagnose(connection)).map(({ what, how, says }) => `${how} ${what}: ${says}`).join('\n');

describe('doctor', () => {
  it('says how many partitions there are, that no notifier answers, and how to make a key', async () => {
    const said = await saidOf(connectionOn(() => Promise.resolve(complete)));
    expect(said).toContain("ok topics: all 8 are there; the scorer's inputs have 12 partitions each");
    expect(said).toContain('problem notifier: Nothing answers at http://127.0.0.1:1; start the notifier');
    expect(said).toContain('problem API key: COUNTERSIGN_API_KEY is not set');
  });

  it('says which topics are missing or differ, and what to do', async () => {
    const unequal = complete.map((topic) => (topic.name === 'risk.labels' ? { ...topic, partitions: 6 } : topic));
    const said = await saidOf(
      connectionOn(() => Promise.resolve(unequal.filter(({ name }) => name !== 'risk.policies'))),
    );
    expect(said).toContain('Missing: risk.policies. Create them with `countersign topics create`.');
    expect(said).toMatch(/risk.labels has 6: before the first start/);
  });

  it('says that Kafka does not answer', async () => {
    const said = await saidOf(connectionOn(() => Promise.reject(new Error('Kafka did not answer: ECONNREFUSED.'))));
    expect(said).toContain('problem topics: The log cannot be reached: Kafka did not answer: ECONNREFUSED. Check');
  });

  it('warns of geographic data that is older than 30 days', () => {
    expect(geoFinding(30).how).toBe('ok');
    expect(geoFinding(31)).toMatchObject({ how: 'warning', says: expect.stringContaining('31 days old') });
  });

  it('says that Redis does not answer, without its password, and nothing where none is configured', async () => {
    expect(await redisFindings({})).toEqual([]);
    const [finding] = await redisFindings({ COUNTERSIGN_REDIS_URL: 'redis://user:geheim@127.0.0.1:1' });
    expect(finding).toMatchObject({
      how: 'problem',
      says: expect.stringContaining('Redis at 127.0.0.1:1 cannot be used'),
    });
    expect(finding?.says).not.toContain('geheim');
  });
});
