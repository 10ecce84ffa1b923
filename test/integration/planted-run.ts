import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { decodeChallenge, isOwnLife } from '@countersign/challenge';
import { type LogReader, topicNames } from '@countersign/engine';
import { type Challenge, decodeRecord, encodeRecord, exampleEvent } from '@countersign/events';
import { connectKafka } from '@countersign/kafka';
import { folderApiKey, keyPurposes, systemRandomness, versionedKeys } from '@countersign/runtime';
import { shippedPolicyFile } from '@countersign/scorer';
import { type KafkaService, type RedisService, startPhoneProvider } from '@countersign/testkit';
import { Redis } from 'ioredis';
import { simpleParser } from 'mailparser';
import { generateSync } from 'otplib';
import { SMTPServer } from 'smtp-server';
import { expect } from 'vitest';
import { commandInProcess } from './command-in-process.ts';
import { uniqueName } from './kafka-fixture.ts';
import { type Dump, allOf, dumpRedis, dumpTopics } from './planted.ts';
import { startNotifier, startScorer } from './running-service.ts';

/** What belongs to one customer and must not be found where it has no business. */
export const planted = {
  email: 'planted-mara@example.com',
  phone: '+436601239874',
  line: '+436601239875',
  ip: '198.51.100.237',
  typedAt: '203.0.113.214',
  device: 'planted-device-5c1e',
  typedOn: 'planted-device-9d2f',
  session: 'planted-session-77aa',
  agent: 'PlantedBrowser/81.7 (Planted OS)',
  note: 'planted-note-on-the-label',
};
/** What the mail server asks for. */
export const providerPassword = 'planted-provider-password';
/** What the provider of SMS and calls asks for. */
export const smsToken = 'planted-token-of-the-sms-provider';
/** The customer, who has mail. */
export const account = 'opaque-account-4711';
/** Has a phone, too: codes go there. */
export const onThePhone = 'opaque-account-4712';
/** Wants to be called. */
export const onTheLine = 'opaque-account-4713';

/** Both services at work, and everything that they could leave something behind in. */
export type PlantedRun = Awaited<ReturnType<typeof startPlantedRun>>;

/** Starts them on a Kafka and a Redis, with a collector of spans, a mail server and a provider of SMS and calls. */
export async function startPlantedRun(broker: KafkaService, redis: RedisService) {
  const topicPrefix = `${uniqueName('planted')}.`;
  const topics = topicNames(topicPrefix);
  const ports = connectKafka({ brokers: broker.brokers, clientId: 'planted', topicPrefix });
  const store = new Redis(redis.url);
  const folder = mkdtempSync(join(tmpdir(), 'countersign-planted-'));
  const { key } = folderApiKey(folder, systemRandomness);
  const mails: string[] = [];
  const posted: Buffer[] = [];
  const answers: string[] = [];

  /** A collector that keeps every byte it gets. */
  const collector = createServer((request, response) => {
    request.on('data', (bytes: Buffer) => void posted.push(bytes));
    request.on('end', () => response.writeHead(200, { 'content-type': 'application/json' }).end('{}'));
  });
  const mailServer = new SMTPServer({
    allowInsecureAuth: true,
    authOptional: false,
    disabledCommands: ['STARTTLS'],
    logger: false,
    // Refused at first, so that errors of the provider are among what is searched.
    onAuth: (auth, _session, done) =>
      mails.length === 0 && refused++ < 1 ? done(new Error('not now')) : done(null, { user: auth.username }),
    onData: (stream, _session, done) => void simpleParser(stream).then(({ text = '' }) => (mails.push(text), done())),
  });
  let refused = 0;
  const portOf = (server: { address(): unknown }): number => (server.address() as AddressInfo).port;

  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
  await new Promise<void>((resolve) => void mailServer.listen(0, '127.0.0.1', resolve));
  const phones = await startPhoneProvider();
  await ports.admin.create({ partitions: 2, replicationFactor: 1 });
  const whole = readFileSync(shippedPolicyFile, 'utf8');
  const policy = join(folder, 'policy.yaml');
  writeFileSync(
    policy,
    whole
      .slice(0, whole.indexOf('\ncases:\n') + 1)
      .replace('{ challenge: 65 }', '{ challenge: 1 }')
      .replaceAll('channels: [authenticator, sms, email]', 'channels: [authenticator, sms, voice, email]'),
  );
  const settings = {
    COUNTERSIGN_FOLDER: folder,
    COUNTERSIGN_POLICY: policy,
    COUNTERSIGN_KAFKA_BROKERS: broker.brokers.join(','),
    COUNTERSIGN_REDIS_URL: redis.url,
    COUNTERSIGN_TOPIC_PREFIX: topicPrefix,
  };
  const ofServices = {
    ...settings,
    COUNTERSIGN_HTTP_PORT: '0',
    COUNTERSIGN_LOG_LEVEL: 'debug',
    COUNTERSIGN_SMTP_URL: `smtp://planted-user:${providerPassword}@127.0.0.1:${portOf(mailServer.server)}`,
    COUNTERSIGN_SMS_COUNTRIES: 'AT',
    COUNTERSIGN_PAGE_HOST: 'shop.example',
    COUNTERSIGN_SMS_PROVIDERS: 'http',
    COUNTERSIGN_SMS_HTTP_URL: `${phones.url}/messages`,
    COUNTERSIGN_SMS_HTTP_HEADERS: JSON.stringify({ authorization: `Bearer ${smsToken}` }),
    COUNTERSIGN_SMS_HTTP_BODY: '{"to":"{{to}}","text":"{{text}}","by":"{{channel}}"}',
    COUNTERSIGN_SMS_HTTP_CHANNELS: 'sms,voice',
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${portOf(collector)}`,
    COUNTERSIGN_TRACE_SHARE: '1',
  };
  const [scorer, notifier] = [startScorer(ofServices), startNotifier(ofServices)];
  const services = [scorer, notifier];
  await scorer.says(/Scoring\./);
  const notifierUrl = (await notifier.says(/http:\/\/127\.0\.0\.1:\d+/))[0];
  const run = commandInProcess({ ...settings, COUNTERSIGN_NOTIFIER_URL: notifierUrl, COUNTERSIGN_API_KEY: key });

  const eventually = async <T>(look: () => Promise<T | undefined> | T | undefined): Promise<T> => {
    for (;;) {
      const found = await look();
      if (found !== undefined) return found;
      await pause(50);
    }
  };
  const publish = (topic: string, value: Uint8Array, who = account) =>
    ports.publisher.publish([{ topic, key: Buffer.from(who), value }]);
  const post = async (path: string, body: unknown): Promise<number> => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}` };
    const answer = await fetch(`${notifierUrl}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    answers.push(await answer.text());
    return answer.status;
  };
  /** Asks for what is shown once: its answer is not among those that are searched. */
  const ask = async (path: string, body: unknown): Promise<unknown> => {
    await post(path, body);
    return JSON.parse(answers.pop() ?? '{}');
  };
  const challenges = async (reader: LogReader): Promise<readonly Challenge[]> => {
    const read = await Promise.all([0, 1].map((partition) => reader.read(topics.challenges, partition, 0, 100)));
    return read.flat().flatMap(({ value }) => {
      const decoded = decodeRecord('challenge.requested', value);
      return decoded.ok ? [decoded.record.data] : [];
    });
  };
  const context = { ip: planted.ip, userAgent: planted.agent, deviceId: planted.device, sessionId: planted.session };
  const send = (
    type: 'login.succeeded' | 'settings.change_requested',
    id: string,
    more: object = {},
    who = account,
  ) => {
    const event = exampleEvent(type, { nowMs: Date.now(), id, accountId: who });
    const data = { ...(event as { readonly data: object }).data, ...more, context };
    return publish(topics.events, Buffer.from(JSON.stringify({ ...event, data })), who);
  };
  const signIn = async (id: string, who = account): Promise<Challenge> => {
    await send('login.succeeded', id, {}, who);
    return eventually(async () => (await challenges(ports.reader)).find(({ eventId }) => eventId === id));
  };
  /** A person releases the change of the second factor, the owner enrols an app; resolves with what it must keep to itself. */
  const enrol = async (): Promise<readonly string[]> => {
    await send('settings.change_requested', 'planted-mfa', { setting: 'mfa', action: 'add' });
    const held = await eventually(async () => {
      const { stdout } = await run('cases', 'list', '--json');
      return stdout.startsWith('[') ? (JSON.parse(stdout) as readonly { decisionId: string }[])[0] : undefined;
    });
    expect((await run('cases', 'release', held.decisionId)).code).toBe(0);
    const begun = await ask('/v1/authenticators/begin', { accountId: account, decisionId: held.decisionId });
    const { secret = '', enrolmentId } = begun as { readonly secret?: string; readonly enrolmentId?: string };
    const code = generateSync({ secret });
    const confirmed = await ask('/v1/authenticators/confirm', { accountId: account, enrolmentId, code });
    const { recoveryCodes = [] } = confirmed as { readonly recoveryCodes?: readonly string[] };
    expect([secret.length, recoveryCodes.length]).toEqual([32, expect.any(Number)]);
    return [secret, ...recoveryCodes, ...recoveryCodes.map((one) => one.replaceAll('-', ''))];
  };
  /** What the provider of SMS and calls was given, as far as it looks so. */
  const carried = (pattern: RegExp): string | undefined =>
    pattern.exec(phones.requests.map(({ body }) => body).join('\n'))?.[1];
  const newestCode = (count: number): Promise<string> =>
    eventually(() => mails.flatMap((mail) => /^Your code: (\d+)$/m.exec(mail)?.[1] ?? [])[count - 1]);
  const outcomes = async (): Promise<readonly string[]> => {
    const read = await Promise.all([0, 1].map((partition) => ports.reader.read(topics.outcomes, partition, 0, 100)));
    return read.flat().flatMap(({ value }) => /"kind":"(\w+)"/.exec(String(Buffer.from(value ?? [])))?.[1] ?? []);
  };
  const metricsOf = async (service: ReturnType<typeof startScorer>): Promise<Buffer> => {
    const [, port] = await service.says(/"health_port":(\d+)/);
    return Buffer.from(await (await fetch(`http://127.0.0.1:${port}/metrics`)).text());
  };
  const everything = async (): Promise<Dump> => {
    const ofServices = await Promise.all(
      services.map(async (service, at) => [`metrics ${at}`, [await metricsOf(service)]] as const),
    );
    return allOf(
      await dumpTopics(ports.reader, Object.values(topics)),
      await dumpRedis(store, `countersign-${topicPrefix}`),
      new Map<string, readonly Buffer[]>([
        ...ofServices,
        ...services.map((service, at) => [`log ${at}`, [Buffer.from(service.said())]] as const),
        ['spans', [Buffer.concat(posted)]],
        ['answers', answers.map((answer) => Buffer.from(answer))],
      ]),
    );
  };
  const reach = (who: string, how: object) => {
    const data = { accountId: who, ...how };
    const content = { id: `contacts-${who}`, source: 'shop', subject: who, time: new Date().toISOString(), data };
    return publish(topics.contacts, encodeRecord('contacts.changed', content), who);
  };
  const nonceOf = async (challengeId: string): Promise<Uint8Array> => {
    const stored = await store.hgetBuffer(await cellOf(challengeId), 'state');
    const state = decodeChallenge(stored?.subarray(8) ?? new Uint8Array(0)); // Behind the mark of the write.
    if (!isOwnLife(state)) throw new Error('a challenge has no life of its own');
    return state.terms.key.nonce;
  };
  const cellOf = async (challengeId: string): Promise<string> =>
    (await store.keys(`countersign-${topicPrefix}:{c*}:c:${challengeId}`))[0] ?? 'none';

  /** The bytes of a key, and their text as it stands in the file. */
  function secretsOf(path: string): readonly (string | Uint8Array)[] {
    if (!readdirSync(join(folder, 'keys')).includes(path.slice(path.lastIndexOf('/') + 1))) return [];
    return versionedKeys.parse(readFileSync(path, 'utf8').trim()).flatMap(({ secret }) => [secret]);
  }

  return {
    folder,
    key,
    posted,
    run,
    publish,
    post,
    reach,
    signIn,
    enrol,
    newestCode,
    carried,
    outcomes,
    everything,
    eventually,
    nonceOf,
    cellOf,
    secretsOf: () => keyPurposes.flatMap((purpose) => secretsOf(join(folder, 'keys', `${purpose}.key`))),
    topics,
    reader: ports.reader,
    stored: () => dumpRedis(store, `countersign-${topicPrefix}`),
    async close(): Promise<void> {
      for (const service of services) service.signal('SIGKILL');
      collector.close();
      mailServer.close();
      await phones.close();
      store.disconnect();
      await ports.close();
      rmSync(folder, { recursive: true });
    },
  };
}
