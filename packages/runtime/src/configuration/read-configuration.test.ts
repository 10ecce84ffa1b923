import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { everyName, everyVariable } from '../variables/every-variable.ts';
import { httpVariables } from '../variables/http-variables.ts';
import { kafkaRules, kafkaVariables } from '../variables/kafka-variables.ts';
import { keyRules, keySourceVariables, keyVariables } from '../variables/key-variables.ts';
import { messageIdentity, messageRules, messageVariables } from '../variables/message-variables.ts';
import { phoneRules } from '../variables/phone-rules.ts';
import { phoneVariables } from '../variables/phone-variables.ts';
import { processVariables } from '../variables/process-variables.ts';
import { redisRules, redisVariables } from '../variables/redis-variables.ts';
import { runMode } from '../variables/run-mode.ts';
import { telemetryVariables } from '../variables/telemetry-variables.ts';
import { configurationTable } from './configuration-table.ts';
import { type Environment, readConfiguration } from './read-configuration.ts';
import { required } from './variable.ts';

const purposes = ['pseudonym', 'code', 'contacts'] as const;
const spec = {
  ...processVariables,
  ...kafkaVariables,
  ...redisVariables,
  ...httpVariables,
  ...messageVariables,
  ...phoneVariables,
  ...telemetryVariables,
  ...keySourceVariables,
  pseudonym: keyVariables.pseudonym,
  code: keyVariables.code,
  contacts: keyVariables.contacts,
};
const twilioAccount = {
  COUNTERSIGN_TWILIO_ACCOUNT_SID: `AC${'ab'.repeat(16)}`,
  COUNTERSIGN_TWILIO_AUTH_TOKEN: 'c'.repeat(32),
  COUNTERSIGN_TWILIO_FROM: '+15005550006',
};
const generic = {
  COUNTERSIGN_SMS_HTTP_URL: 'https://sms.example/messages',
  COUNTERSIGN_SMS_HTTP_BODY: '{"to":"{{to}}","text":"{{text}}"}',
};
const rules = [...kafkaRules, ...redisRules, ...messageRules, ...phoneRules, ...keyRules(purposes)];

function read(environment: Environment, files: Record<string, string> = {}) {
  const readFile = (path: string): string => {
    const text = files[path];
    if (text === undefined) throw Object.assign(new Error('no such file'), { code: 'ENOENT' });
    return text;
  };
  return readConfiguration(spec, environment, { rules, alsoKnown: everyName, readFile });
}

function problemsOf(environment: Environment, files: Record<string, string> = {}): readonly string[] {
  const reading = read(environment, files);
  return reading.ok ? [] : reading.problems;
}

const key = (kid: string, seed: number): string =>
  `${kid}:${Buffer.from(Array.from({ length: 32 }, (_, index) => (index * 7 + seed) % 256)).toString('base64')}`;

const production = {
  COUNTERSIGN_MODE: 'production',
  COUNTERSIGN_KAFKA_BROKERS: 'kafka-1:9092, kafka-2:9092',
  COUNTERSIGN_REDIS_URL: 'rediss://user:pass@redis:6379/0',
  COUNTERSIGN_SMTP_URL: 'smtps://user:pass@mail:465',
  COUNTERSIGN_SENDER: 'codes@shop.example',
  COUNTERSIGN_BRAND: 'Café Shop',
  COUNTERSIGN_SUPPORT_CONTACT: '+49 30 1234',
  COUNTERSIGN_KEY_PSEUDONYM: key('p1', 1),
  COUNTERSIGN_KEY_CODE: `${key('c2', 2)},${key('c1', 3)}`,
  COUNTERSIGN_KEY_CONTACTS_FILE: '/run/secrets/contacts',
};
const sms = { ...production, COUNTERSIGN_SMS_COUNTRIES: 'AT,DE', COUNTERSIGN_PAGE_HOST: 'shop.example' };
const files = { '/run/secrets/contacts': `${key('v1', 4)}\n` };

describe('readConfiguration', () => {
  it('runs embedded and in development when nothing is set', () => {
    const reading = read({ PATH: '/bin', COUNTERSIGN_BRAND: '' });
    if (!reading.ok) throw new Error(reading.problems.join('\n'));
    expect(reading.config).toMatchObject({ folder: '.countersign', brokers: undefined, httpPort: 8750 });
    expect(reading.config.redisDurability).toEqual({ kind: 'fsync' });
    expect(runMode(reading.config)).toBe('development');
    expect(messageIdentity(reading.config).defaulted).toEqual([
      'COUNTERSIGN_SENDER',
      'COUNTERSIGN_BRAND',
      'COUNTERSIGN_SUPPORT_CONTACT',
    ]);
  });

  it('reads a production environment, secrets from files too', () => {
    const reading = read({ ...production, COUNTERSIGN_REDIS_DURABILITY: 'replicas:2' }, files);
    if (!reading.ok) throw new Error(reading.problems.join('\n'));
    expect(runMode(reading.config)).toBe('production');
    expect(reading.config.brokers).toEqual(['kafka-1:9092', 'kafka-2:9092']);
    expect(reading.config.redisDurability).toEqual({ kind: 'replicas', replicas: 2 });
    expect(reading.config.code?.map(({ kid }) => kid)).toEqual(['c2', 'c1']);
    expect(reading.config.contacts?.[0]?.kid).toBe('v1');
    expect(messageIdentity(reading.config)).toMatchObject({ brand: 'Café Shop', defaulted: [] });
  });

  it('ignores what Kubernetes puts into the environment for a service of that name', () => {
    const links = {
      COUNTERSIGN_NOTIFIER_SERVICE_HOST: '10.0.0.1',
      COUNTERSIGN_NOTIFIER_SERVICE_PORT_HTTP: '80',
      COUNTERSIGN_NOTIFIER_PORT: 'tcp://10.0.0.1:80',
      COUNTERSIGN_NOTIFIER_PORT_80_TCP_ADDR: '10.0.0.1',
    };
    expect(problemsOf(links)).toEqual([]);
  });

  it('does not call misspelt what another service reads', () => {
    const only = readConfiguration(processVariables, { COUNTERSIGN_SMTP_URL: 'x' }, { alsoKnown: everyName });
    expect(only.ok).toBe(true);
  });

  it('reports a required variable that is absent', () => {
    const declaration = { name: 'COUNTERSIGN_X', description: '', allowed: 'a letter', schema: z.string().length(1) };
    const reading = readConfiguration({ x: required(declaration) }, {});
    expect(reading).toEqual({ ok: false, problems: ['COUNTERSIGN_X is not set; allowed: a letter.'] });
  });

  it('says every problem at once, each in one sentence', async () => {
    const wrong = {
      COUNTERSIGN_MODE: 'prod',
      COUNTERSIGN_HTTP_PORT: '70000',
      COUNTERSIGN_HEALTH_PORT: '1e3',
      COUNTERSIGN_LOG_LEVEL: 'verbose\u202e\n',
      COUNTERSIGN_KAFKA_BROKERS: 'kafka',
      COUNTERSIGN_KAFKA_SASL_PASSWORD_FILE: '/missing',
      COUNTERSIGN_KAFKA_SSL: 'yes',
      COUNTERSIGN_REDIS_URL: 'http://user:hunter2@redis',
      COUNTERSIGN_REDIS_DURABILITY: 'replicas:0',
      COUNTERSIGN_SENDER: 'Shop <codes@shop.example>',
      COUNTERSIGN_BRAND: 'Sh\u202eop',
      COUNTERSIGN_SMS_COUNTRIES: 'Austria',
      COUNTERSIGN_PAGE_HOST: 'https://shop.example/code',
      COUNTERSIGN_SMS_PROVIDERS: 'twilio,carrier-pigeon',
      COUNTERSIGN_TWILIO_AUTH_TOKEN: 'hunter2',
      COUNTERSIGN_SMS_HTTP_HEADERS: 'authorization: hunter2',
      COUNTERSIGN_API_KEYS: 'cs_00000000_verysecretverysecret',
      COUNTERSIGN_HTTP_KEY_RATE: '0',
      COUNTERSIGN_HTTP_SOURCE_RATE: '1e5',
      COUNTERSIGN_TRUSTED_PROXIES: '10.0.0.0/33',
      COUNTERSIGN_KEY_CODE: 'c1:c2hvcnQ=',
      COUNTERSIGN_KEY_CONTACTS: `v1:${Buffer.alloc(32).toString('base64')}`,
      OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318',
      COUNTERSIGN_TRACE_SHARE: '2',
      COUNTERSIGN_REDIS_URI: 'redis://x',
      COUNTERSIGN_TURBO: '1',
    };
    await expect(`${problemsOf(wrong).join('\n')}\n`).toMatchFileSnapshot('configuration-problems.golden.txt');
  });

  it.each<[string, Environment]>([
    ['secrets never shown', { COUNTERSIGN_REDIS_URL: 'http://user:hunter2@redis', COUNTERSIGN_API_KEYS: 'hunter2' }],
    ['in a file neither', { COUNTERSIGN_KEY_CODE_FILE: '/secret' }],
  ])('%s', (_, environment) => {
    const text = problemsOf(environment, { '/secret': 'hunter2' }).join('\n');
    expect(text).toContain('not shown');
    expect(text).not.toContain('hunter2');
  });

  it.each<[string, Environment]>([
    ['Kafka alone', { ...production, COUNTERSIGN_REDIS_URL: undefined }],
    ['Redis alone', { COUNTERSIGN_REDIS_URL: 'redis://redis' }],
    ['no durability', { ...production, COUNTERSIGN_REDIS_DURABILITY: 'none' }],
    ['SASL without user', { ...production, COUNTERSIGN_KAFKA_SASL_MECHANISM: 'scram-sha-512' }],
    ['password that nobody uses', { ...production, COUNTERSIGN_KAFKA_SASL_PASSWORD: 'x' }],
    [
      'password in clear',
      {
        ...production,
        COUNTERSIGN_KAFKA_SASL_MECHANISM: 'plain',
        COUNTERSIGN_KAFKA_SASL_USERNAME: 'u',
        COUNTERSIGN_KAFKA_SASL_PASSWORD: 'p',
      },
    ],
    ['embedded in production', { COUNTERSIGN_MODE: 'production' }],
    ['keys missing', { ...production, COUNTERSIGN_KEY_CODE: undefined }],
    ['one key for two', { ...production, COUNTERSIGN_KEY_CODE: key('c1', 1) }],
    ['SMS without what it takes', { ...production, COUNTERSIGN_SMS_COUNTRIES: 'AT,DE' }],
    ['provider without what it takes', { ...sms, COUNTERSIGN_SMS_PROVIDERS: 'http,twilio' }],
    ['provider that nobody asks', { ...sms, COUNTERSIGN_SMS_PROVIDERS: 'http', ...generic, ...twilioAccount }],
    ['provider and no country', { ...production, COUNTERSIGN_SMS_PROVIDERS: 'http', ...generic }],
    ['both ways', { ...production, COUNTERSIGN_KEY_CONTACTS: key('v1', 4) }],
  ])('says what does not fit together: %s', async (name, environment) => {
    const text = `${problemsOf(environment, files).join('\n')}\n`;
    await expect(text).toMatchFileSnapshot(`rules/${name.replaceAll(' ', '-')}.golden.txt`);
  });
});

describe('configurationTable', () => {
  it('has one row for every variable', () => {
    const table = configurationTable(everyVariable);
    for (const name of Object.values(everyVariable).map((variable) => variable.name))
      expect(table).toContain(`| \`${name}\``);
  });
});
