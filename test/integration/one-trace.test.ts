import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type OutgoingRecord, topicNames } from '@countersign/engine';
import { type Challenge, decodeRecord, encodeRecord, exampleEvent } from '@countersign/events';
import { connectKafka } from '@countersign/kafka';
import { readMailbox } from '@countersign/mail';
import { folderApiKey, systemRandomness } from '@countersign/runtime';
import { shippedPolicyFile } from '@countersign/scorer';
import { describeWithService, isMissing, kafkaService, redisService } from '@countersign/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { uniqueName } from './kafka-fixture.ts';
import { startNotifier, startScorer } from './running-service.ts';

interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
}

/** What an OTLP exporter posts as JSON, as far as we look. */
interface Posted {
  readonly resourceSpans: readonly { readonly scopeSpans: readonly { readonly spans: readonly Span[] }[] }[];
}

/** A collector that keeps what it gets. */
async function startCollector() {
  const spans: Span[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (bytes) => (body += String(bytes)));
    request.on('end', () => {
      const posted: Posted = JSON.parse(body);
      spans.push(...posted.resourceSpans.flatMap((of) => of.scopeSpans.flatMap((scope) => scope.spans)));
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, spans, close: () => server.close() };
}

const redis = await redisService();
const kafka = async () => (isMissing(redis) ? redis : kafkaService());

await describeWithService('kafka', 'one trace from the event to what was learned', kafka, (broker) => {
  if (isMissing(redis)) return;
  const topicPrefix = `${uniqueName('trace')}.`;
  const topics = topicNames(topicPrefix);
  const ports = connectKafka({ brokers: broker.brokers, clientId: 'trace', topicPrefix });
  const folder = mkdtempSync(join(tmpdir(), 'countersign-trace-'));
  let collector: Awaited<ReturnType<typeof startCollector>>;
  let services: readonly ReturnType<typeof startScorer>[] = [];
  let notifierUrl = '';
  const { key } = folderApiKey(folder, systemRandomness);

  beforeAll(async () => {
    collector = await startCollector();
    await ports.admin.create({ partitions: 2, replicationFactor: 1 });
    const policy = join(folder, 'policy.yaml');
    const whole = readFileSync(shippedPolicyFile, 'utf8');
    const withoutCases = whole.slice(0, whole.indexOf('\ncases:\n') + 1); // They would not hold at such a threshold.
    writeFileSync(policy, withoutCases.replace('{ challenge: 65 }', '{ challenge: 1 }'));
    const settings = {
      COUNTERSIGN_FOLDER: folder,
      COUNTERSIGN_POLICY: policy,
      COUNTERSIGN_KAFKA_BROKERS: broker.brokers.join(','),
      COUNTERSIGN_REDIS_URL: redis.url,
      COUNTERSIGN_TOPIC_PREFIX: topicPrefix,
      COUNTERSIGN_HTTP_PORT: '0',
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      COUNTERSIGN_TRACE_SHARE: '1',
    };
    const [scorer, notifier] = [startScorer(settings), startNotifier(settings)];
    services = [scorer, notifier];
    await scorer.says(/Scoring\./);
    notifierUrl = (await notifier.says(/http:\/\/127\.0\.0\.1:\d+/))[0];
  });
  afterAll(async () => {
    for (const service of services) service.signal('SIGKILL');
    collector.close();
    await ports.close();
    await redis.stop();
    rmSync(folder, { recursive: true });
  });

  const publish = (record: OutgoingRecord): Promise<void> => ports.publisher.publish([record]);
  const eventually = async <T>(look: () => Promise<T | undefined> | T | undefined): Promise<T> => {
    for (;;) {
      const found = await look();
      if (found !== undefined) return found;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
  const challengeOf = async (accountId: string): Promise<Challenge | undefined> => {
    for (const partition of [0, 1]) {
      for (const { value } of await ports.reader.read(topics.challenges, partition, 0, 100)) {
        const read = decodeRecord('challenge.requested', value);
        if (read.ok && read.record.data.accountId === accountId) return read.record.data;
      }
    }
    return undefined;
  };

  /** A sign-in, its challenge, the code from the mailbox typed; resolves with the spans of its trace. */
  const walk = async (accountId: string, headers: Record<string, Uint8Array>): Promise<readonly Span[]> => {
    const time = new Date().toISOString();
    const accountKey = Buffer.from(accountId);
    const contacts = { accountId, email: { value: `${accountId}@example.com`, verifiedAt: '2020-01-01T00:00:00Z' } };
    const content = { id: `contacts-${accountId}`, source: 'shop', subject: accountId, time, data: contacts };
    await publish({ topic: topics.contacts, key: accountKey, value: encodeRecord('contacts.changed', content) });
    const event = exampleEvent('login.succeeded', { nowMs: Date.now(), id: `login-${accountId}`, accountId });
    await publish({ topic: topics.events, key: accountKey, value: Buffer.from(JSON.stringify(event)), headers });
    const challenge = await eventually(() => challengeOf(accountId));
    const mail = await eventually(async () =>
      (await readMailbox(join(folder, 'mailbox'))).find(({ to }) => to.includes(accountId)),
    );
    const code = /^Your code: (\d+)$/m.exec(mail.text)?.[1];
    const answer = await fetch(`${notifierUrl}/v1/challenges/${challenge.id}/verify`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body: JSON.stringify({ code, bindingDigest: challenge.bindingDigest }),
    });
    expect(answer.status).toBe(200);
    const giveUpMs = Date.now() + 20_000;
    return eventually(() => {
      const first = collector.spans.find(({ name, traceId }) => name === `process ${topics.events}` && isOf(traceId));
      const spans = collector.spans.filter(({ traceId }) => traceId === first?.traceId);
      return isWhole(spans) || Date.now() > giveUpMs ? spans : undefined;
    });
  };
  /** Two processes post their spans, each in its own time: `sent` and `verified` were learned, no parent is missing. */
  const isWhole = (spans: readonly Span[]): boolean => {
    const learned = spans.filter(({ name }) => name === `process ${topics.outcomes}`);
    const names = new Set(spans.map(({ name }) => name));
    const orphans = spans.filter(({ parentSpanId }) => !spans.some(({ spanId }) => spanId === parentSpanId));
    return learned.length >= 2 && orphans.length <= 1 && steps().every((step) => names.has(step));
  };
  // A second try, on a busy machine, is another customer.
  let walks = 0;
  const somebody = (): string => `customer-${(walks += 1)}`;
  let isOf = (_traceId: string): boolean => true;

  const steps = () => [
    `process ${topics.events}`,
    'score event',
    `send ${topics.decisions}`,
    `send ${topics.challenges}`,
    'claim challenge',
    'deliver code',
    'verify code',
    `send ${topics.outcomes}`,
    `process ${topics.outcomes}`,
  ];

  test('goes on from the traceparent that upstream sent', async () => {
    const traceId = '0af7651916cd43dd8448eb211c80319c';
    const traceparent = Buffer.from(`00-${traceId}-b7ad6b7169203331-01`);
    isOf = (id) => id === traceId;
    const spans = await walk(somebody(), { traceparent });
    const names = new Set(spans.map(({ name }) => name));
    expect([...names]).toEqual(expect.arrayContaining(steps()));
    const known = new Set(['b7ad6b7169203331', ...spans.map(({ spanId }) => spanId)]);
    expect(spans.filter(({ parentSpanId }) => !known.has(parentSpanId ?? ''))).toEqual([]);
    const process = spans.find(({ name }) => name === `process ${topics.events}`);
    expect(process?.parentSpanId).toBe('b7ad6b7169203331');
    expect(BigInt(process?.endTimeUnixNano ?? 0) > BigInt(process?.startTimeUnixNano ?? 0)).toBe(true);
  });

  test('begins here when upstream sent none, and COUNTERSIGN_TRACE_SHARE says so', async () => {
    isOf = (id) => id !== '0af7651916cd43dd8448eb211c80319c';
    const spans = await walk(somebody(), {});
    expect([...new Set(spans.map(({ name }) => name))]).toEqual(expect.arrayContaining(steps()));
  });

  test('is not recorded when upstream says so', async () => {
    const traceId = 'ffff651916cd43dd8448eb211c80319c';
    const event = exampleEvent('login.succeeded', { nowMs: Date.now(), id: 'quiet', accountId: 'cleo' });
    const headers = { traceparent: Buffer.from(`00-${traceId}-b7ad6b7169203331-00`) };
    const value = Buffer.from(JSON.stringify(event));
    await publish({ topic: topics.events, key: Buffer.from('cleo'), value, headers });
    await eventually(() => challengeOf('cleo'));
    for (const service of services) service.signal('SIGTERM');
    await Promise.all(services.map(({ ended }) => ended)); // What waits is sent before the end.
    expect(collector.spans.filter((span) => span.traceId === traceId)).toEqual([]);
    expect(collector.spans.length).toBeGreaterThan(20);
  });
});
