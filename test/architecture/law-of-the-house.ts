/** What a workspace folder may use, beside its own files. */
export interface Law {
  /** Names of our packages. */
  readonly ours: readonly string[];
  /** Libraries. Each driver stands in one folder only, so that it can be replaced there. */
  readonly libraries: readonly string[];
  /** `all` of Node's modules, or the few that only compute. */
  readonly node: 'all' | readonly string[];
  /** Files outside the folder that it may import by path. */
  readonly reaches?: readonly string[];
}

const pure = { node: [] } as const;
const edge = { node: 'all' } as const;
const core = ['@countersign/challenge', '@countersign/events', '@countersign/scoring'];
const ports = ['@countersign/engine', '@countersign/events', '@countersign/telemetry'];
const adapters = ['embedded', 'geoip', 'kafka', 'mail', 'redis', 'telephony'].map((name) => `@countersign/${name}`);
const inside = [...core, '@countersign/models', ...ports, ...adapters, '@countersign/runtime'];
const telemetrySdk = [
  'context-async-hooks',
  'core',
  'exporter-prometheus',
  'exporter-trace-otlp-http',
  'resources',
  'sdk-metrics',
  'sdk-trace',
].map((name) => `@opentelemetry/${name}`);

/**
 * The law of the house: services → adapters → ports of the engine → pure core → events. Never from a package to a
 * service, from an adapter to an adapter, from the core to anything impure, nor to the test kit.
 */
export const lawOfTheHouse: Readonly<Record<string, Law>> = {
  'packages/events': { ...pure, ours: [], libraries: ['@noble/hashes', 'zod'] },
  'packages/models': { ...pure, ours: [], libraries: ['zod'] },
  'packages/scoring': {
    ...pure,
    ours: ['@countersign/events', '@countersign/models'],
    libraries: ['@marcbachmann/cel-js', 'zod'],
  },
  'packages/challenge': {
    ...pure,
    ours: ['@countersign/events'],
    libraries: ['@noble/hashes', 'libphonenumber-js', 'otplib', 'tr46'],
  },
  'packages/telemetry': { ...pure, ours: [], libraries: ['@opentelemetry/api'] },
  // Of `node:crypto` digests alone: keys and chance come in by ports.
  'packages/engine': {
    ours: [...core, '@countersign/telemetry'],
    libraries: ['bowser'],
    node: ['node:zlib', 'node:crypto'],
  },
  'packages/evaluation': {
    ...pure,
    ours: ['@countersign/engine', '@countersign/events', '@countersign/scoring'],
    libraries: [],
  },
  'packages/kafka': { ...edge, ours: ports, libraries: ['kafkajs'] },
  'packages/redis': { ...edge, ours: ports, libraries: ['ioredis'] },
  'packages/embedded': { ...edge, ours: ports, libraries: ['lmdb'] },
  'packages/geoip': { ...edge, ours: ports, libraries: ['geoip-lite'] },
  'packages/mail': { ...edge, ours: ports, libraries: ['nodemailer'] },
  'packages/telephony': { ...edge, ours: ports, libraries: [] },
  'packages/runtime': {
    ...edge,
    ours: ports,
    libraries: ['@opentelemetry/api', ...telemetrySdk, 'jose', 'pino', 'uqr', 'zod'],
  },
  'packages/testkit': {
    ...edge,
    ours: inside,
    libraries: ['fast-check', 'testcontainers', 'vitest'],
    reaches: ['infra/local/services.mjs'],
  },
  'packages/cli': {
    ...edge,
    ours: [...inside, '@countersign/evaluation', '@countersign/notifier', '@countersign/scorer'],
    libraries: ['commander', 'csv-parse', 'fastify', 'yaml', 'zod'],
    reaches: ['infra/bootstrap/find-node.mjs', 'infra/bootstrap/run-child.mjs'],
  },
  'services/scorer': { ...edge, ours: inside, libraries: ['@opentelemetry/api', 'yaml', 'zod'] },
  'services/notifier': { ...edge, ours: inside, libraries: ['@opentelemetry/api', 'fastify', 'yaml', 'zod'] },
};

/** Libraries that talk to the world outside, each with the one folder whose package.json names it. */
export const drivers: Readonly<Record<string, string>> = {
  'geoip-lite': 'packages/geoip',
  ioredis: 'packages/redis',
  kafkajs: 'packages/kafka',
  lmdb: 'packages/embedded',
  nodemailer: 'packages/mail',
  pino: 'packages/runtime',
  commander: 'packages/cli',
  testcontainers: 'packages/testkit',
  ...Object.fromEntries(telemetrySdk.map((name) => [name, 'packages/runtime'])),
};

/** Folders whose code is a function of its arguments. */
export const pureFolders = ['packages/events', 'packages/models', 'packages/scoring', 'packages/challenge'] as const;
