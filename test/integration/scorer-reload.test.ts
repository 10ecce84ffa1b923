import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { topicNames } from '@countersign/engine';
import { type Decision, decodeRecord, exampleEvent, partitionOf } from '@countersign/events';
import { connectKafka } from '@countersign/kafka';
import { shippedPolicyFile } from '@countersign/scorer';
import { describeWithService, isMissing, kafkaService, redisService } from '@countersign/testkit';
import { afterAll, expect, test } from 'vitest';
import { uniqueName } from './kafka-fixture.ts';
import { startScorer } from './running-service.ts';

const whole = readFileSync(shippedPolicyFile, 'utf8');
/** Without its cases: thresholds that deny what they allow would be refused, and rightly so. */
const shipped = whole.slice(0, whole.indexOf('\ncases:\n') + 1);
const redis = await redisService();
const kafka = async () => (isMissing(redis) ? redis : kafkaService());

await describeWithService('kafka', 'a policy that is read again', kafka, (broker) => {
  if (isMissing(redis)) return;
  const topicPrefix = `${uniqueName('reload')}.`;
  const topics = topicNames(topicPrefix);
  const ports = connectKafka({ brokers: broker.brokers, clientId: 'reload', topicPrefix });
  const folder = mkdtempSync(join(tmpdir(), 'countersign-reload-'));
  afterAll(async () => {
    await ports.close();
    await redis.stop();
    rmSync(folder, { recursive: true });
  });
  const account = 'ana';
  const partition = partitionOf(account, 2);

  const decisionOf = async (id: string): Promise<Decision> => {
    const event = exampleEvent('login.succeeded', { nowMs: Date.now(), id, accountId: account });
    const record = { topic: topics.events, key: Buffer.from(account), value: Buffer.from(JSON.stringify(event)) };
    const { high } = await ports.reader.bounds(topics.decisions, partition);
    await ports.publisher.publish([record]);
    for (;;) {
      const [found] = await ports.reader.read(topics.decisions, partition, high, 1);
      const decoded = decodeRecord('decision.made', found?.value ?? null);
      if (decoded.ok) return decoded.record.data;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };

  test('on SIGHUP: a good file decides from the next batch on, a bad one changes nothing and is said', async () => {
    await ports.admin.create({ partitions: 2, replicationFactor: 1 });
    const file = join(folder, 'policy.yaml');
    writeFileSync(file, shipped);
    const scorer = startScorer({
      COUNTERSIGN_FOLDER: folder,
      COUNTERSIGN_KAFKA_BROKERS: broker.brokers.join(','),
      COUNTERSIGN_REDIS_URL: redis.url,
      COUNTERSIGN_TOPIC_PREFIX: topicPrefix,
      COUNTERSIGN_POLICY: file,
    });
    const [, port] = await scorer.says(/"health_port":(\d+)/);
    const health = async (path: string): Promise<string> => (await fetch(`http://127.0.0.1:${port}${path}`)).text();
    const before = await decisionOf('first');
    expect(before.policy).toMatchObject({ id: 'default', version: 1 });

    writeFileSync(
      file,
      shipped.replace('version: 1', 'version: 2').replace('{ challenge: 65 }', '{ challenge: 1, deny: 2 }'),
    );
    scorer.signal('SIGHUP');
    await scorer.says(/policy was read again/);
    const after = await decisionOf('second');
    expect(after.policy.version).toBe(2);
    expect([before.action, after.action]).toEqual(['allow', 'deny']);

    writeFileSync(file, shipped.replace('scale:', 'scail:'));
    scorer.signal('SIGHUP');
    await scorer.says(/stays default@2.*scale/s);
    expect((await decisionOf('third')).policy).toEqual(after.policy);
    const ready = JSON.parse(await health('/readyz'));
    expect(ready).toMatchObject({ status: 'ok', warnings: { policy: expect.stringContaining('stays default@2') } });
    const metrics = await health('/metrics');
    expect(metrics).toMatch(/countersign_policy_reloads\S*result="ok"\S*\} 1/);
    expect(metrics).toMatch(/countersign_policy_reloads\S*result="refused"\S*\} 1/);
    scorer.signal('SIGTERM');
    expect(await scorer.ended).toBe(0);
  });
});
