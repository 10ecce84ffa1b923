import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { topicNames } from '@countersign/engine';
import { type Decision, type EventType, decodeRecord, exampleEvent, partitionOf } from '@countersign/events';
import { connectKafka } from '@countersign/kafka';
import { shippedPolicyFile } from '@countersign/scorer';
import { describeWithService, isMissing, kafkaService, redisService } from '@countersign/testkit';
import { afterAll, expect, test } from 'vitest';
import { plainEnvironment, runCommand } from '../e2e/installation-process.ts';
import { uniqueName } from './kafka-fixture.ts';
import { startScorer } from './running-service.ts';

const shipped = readFileSync(shippedPolicyFile, 'utf8');
/** Without its cases, which hold for the thresholds that ship. */
const ofVersion = (version: number): string =>
  shipped.replace('\nversion: 1\n', `\nversion: ${version}\n`).replace(/\ncases:\n[^]*$/, '\n');
const denying = (version: number): string =>
  ofVersion(version).replace('thresholds: { challenge: 65 }', 'thresholds: { challenge: 1, deny: 2 }');
const trainedElsewhere = new URL('../../infra/training/example.golden.json', import.meta.url).pathname;
const redis = await redisService();
const kafka = async () => (isMissing(redis) ? redis : kafkaService());

await describeWithService('kafka', 'policies on risk.policies (DEL-22)', kafka, (broker) => {
  if (isMissing(redis)) return;
  const topicPrefix = `${uniqueName('policies')}.`;
  const topics = topicNames(topicPrefix);
  const ports = connectKafka({ brokers: broker.brokers, clientId: 'policies', topicPrefix });
  const folder = mkdtempSync(join(tmpdir(), 'countersign-policies-'));
  const settings = {
    COUNTERSIGN_FOLDER: folder,
    COUNTERSIGN_KAFKA_BROKERS: broker.brokers.join(','),
    COUNTERSIGN_REDIS_URL: redis.url,
    COUNTERSIGN_TOPIC_PREFIX: topicPrefix,
  };
  const countersign = (...args: readonly string[]) => runCommand(args, { ...plainEnvironment(), ...settings });
  afterAll(async () => {
    await ports.close();
    await redis.stop();
    rmSync(folder, { recursive: true });
  });

  let sent = 0;
  const decisionOf = async (account: string, type: EventType = 'login.succeeded'): Promise<Decision> => {
    const partition = partitionOf(account, 2);
    const event = exampleEvent(type, { nowMs: Date.now(), id: `e-${(sent += 1)}`, accountId: account });
    const { high } = await ports.reader.bounds(topics.decisions, partition);
    await ports.publisher.publish([
      { topic: topics.events, key: Buffer.from(account), value: Buffer.from(JSON.stringify(event)) },
    ]);
    for (;;) {
      const [found] = await ports.reader.read(topics.decisions, partition, high, 1);
      const decoded = decodeRecord('decision.made', found?.value ?? null);
      if (decoded.ok) return decoded.record.data;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const untilDecidedBy = async (account: string, version: number, type?: EventType): Promise<Decision> => {
    for (;;) {
      const decision = await decisionOf(account, type);
      if (decision.policy.version === version) return decision;
    }
  };
  const publish = async (name: string, text: string) => {
    const file = join(folder, name);
    writeFileSync(file, text);
    return countersign('policy', 'publish', file, '--yes', '--by', 'ana');
  };

  test('every scorer follows the topic, a late one begins with what is in force, a bad record changes nothing, back it goes, and a model comes with its policy', {
    timeout: 170_000,
  }, async () => {
    await ports.admin.create({ partitions: 2, replicationFactor: 1 });
    const first = startScorer(settings);
    const [, port] = await first.says(/"health_port":(\d+)/);
    const health = async (path: string): Promise<string> => (await fetch(`http://127.0.0.1:${port}${path}`)).text();
    expect((await decisionOf('ana')).policy).toMatchObject({ id: 'default', version: 1 });

    expect((await publish('two.yaml', denying(2))).stdout).toMatch(/^default@2 is in force; .*\nEvery scorer takes it/);
    const after = await untilDecidedBy('ana', 2);
    expect(after.action).toBe('deny');
    expect(await health('/metrics')).toMatch(/countersign_policy\{[^}]*role="live"[^}]*policy="default@2"[^}]*\} 1/);

    const second = startScorer({ ...settings, COUNTERSIGN_FOLDER: join(folder, 'of-the-second') });
    await second.says(/"policy":"default@2".*Scoring\.|Scoring\..*"policy":"default@2"/);
    for (const account of ['ana', 'ben', 'cleo', 'dora']) {
      expect((await decisionOf(account)).policy).toEqual(after.policy);
    }

    await ports.publisher.publish([{ topic: topics.policies, key: Buffer.from('active'), value: Buffer.from('{}') }]);
    await first.says(/Record \d+ of \S*risk\.policies cannot be used/);
    expect(JSON.parse(await health('/readyz'))).toMatchObject({
      status: 'ok',
      warnings: { policy: expect.stringContaining('cannot be used') },
    });
    expect((await decisionOf('ana')).policy).toEqual(after.policy);
    expect((await countersign('doctor')).stdout).toMatch(/warning +policy +Record \d+ of/);

    expect((await countersign('policy', 'rollback', '--yes')).stdout).toMatch(
      /^default@1 is in force; before it was default@2/,
    );
    for (const account of ['ana', 'ben', 'cleo', 'dora']) await untilDecidedBy(account, 1);
    expect((await countersign('policy', 'active')).stdout).toMatch(
      /default@1 is in force[^]*default@2 made \d+ of the newest/,
    );
    const named = ['--name', 'example', '--on', 'purchase.requested', '--base-rate', '1%'];
    const imported = await countersign('model', 'import', trainedElsewhere, ...named);
    const digest = /digest: ([\w-]+)/.exec(imported.stdout)?.[1] ?? '';
    const withModel = `${ofVersion(3)}models:\n  - { name: example, digest: ${digest}, weight: 1, detectors: 0 }\n`;
    expect((await publish('three.yaml', withModel)).stdout).toMatch(/^default@3 is in force/);
    for (const account of ['ana', 'ben', 'cleo', 'dora']) {
      const { reasons } = await untilDecidedBy(account, 3, 'purchase.requested');
      expect(reasons.map(({ code }) => code)).toContain('model:example');
    }
    for (const scorer of [first, second]) {
      scorer.signal('SIGTERM');
      expect(await scorer.ended).toBe(0);
    }
  });
});
