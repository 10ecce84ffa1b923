/**
 * What a competent user would write first: each message by itself, a JSON profile in Redis read and written for it,
 * twenty rules of json-rules-engine, one decision sent.
 */
import { Redis } from 'ioredis';
import { Engine } from 'json-rules-engine';
import { Kafka, logLevel } from 'kafkajs';
import { contenderPlace, createGate, serveOrders } from './contender-process.ts';

const { brokers, redisUrl, input, output, groupId } = contenderPlace();
const kafka = new Kafka({ brokers: [...brokers], clientId: 'obvious', logLevel: logLevel.ERROR });
const producer = kafka.producer();
const consumer = kafka.consumer({ groupId });
const redis = new Redis(redisUrl);
const gate = createGate();

/** What it looks at. */
interface EventData {
  readonly context: { readonly ip: string; readonly deviceId: string };
  readonly amount?: { readonly minor: number };
}

interface Profile {
  readonly devices: readonly string[];
  readonly networks: readonly string[];
  readonly events: number;
  readonly failures: number;
  readonly spent: number;
  readonly lastMs: number;
}
const noProfile: Profile = { devices: [], networks: [], events: 0, failures: 0, spent: 0, lastMs: 0 };

const facts = [
  'newDevice',
  'newNetwork',
  'amount',
  'spent',
  'events',
  'failures',
  'hour',
  'sinceMs',
  'isGiftCard',
  'isSettings',
];
const engine = new Engine(
  Array.from({ length: 20 }, (_, at) => ({
    conditions: {
      all: [
        { fact: facts[at % facts.length] ?? '', operator: 'greaterThanInclusive', value: at < 10 ? 1 : 1_000 * at },
        { fact: 'events', operator: 'greaterThan', value: at },
      ],
    },
    event: { type: `rule-${at}`, params: { points: at } },
  })),
  { allowUndefinedFacts: true },
);

async function decisionFor(
  account: string,
  event: { id: string; type: string; time: string; data: EventData },
): Promise<string> {
  const stored = await redis.get(`bench-obvious:${account}`);
  const profile: Profile = stored === null ? noProfile : JSON.parse(stored);
  const { context, amount } = event.data;
  const nowMs = Date.parse(event.time);
  const network = String(context.ip).split('.').slice(0, 3).join('.');
  const { events } = await engine.run({
    newDevice: profile.devices.includes(context.deviceId) ? 0 : 1,
    newNetwork: profile.networks.includes(network) ? 0 : 1,
    amount: amount?.minor ?? 0,
    spent: profile.spent,
    events: profile.events,
    failures: profile.failures,
    hour: new Date(nowMs).getUTCHours(),
    sinceMs: nowMs - profile.lastMs,
    isGiftCard: event.type.startsWith('gift_card') ? 1 : 0,
    isSettings: event.type.startsWith('settings') ? 1 : 0,
  });
  const next: Profile = {
    devices: [...new Set([context.deviceId, ...profile.devices])].slice(0, 10),
    networks: [...new Set([network, ...profile.networks])].slice(0, 10),
    events: profile.events + 1,
    failures: profile.failures,
    spent: profile.spent + (amount?.minor ?? 0),
    lastMs: nowMs,
  };
  await redis.set(`bench-obvious:${account}`, JSON.stringify(next));
  const score = events.reduce((sum, { params }) => sum + Number(params?.['points'] ?? 0), 0);
  const reasons = events.map(({ type }) => type);
  return JSON.stringify({ eventId: event.id, account, score, action: score > 60 ? 'challenge' : 'allow', reasons });
}

await producer.connect();
await consumer.connect();
await consumer.subscribe({ topic: input, fromBeginning: true });
const joined = new Promise((resolve) => consumer.on(consumer.events.GROUP_JOIN, resolve));
await consumer.run({
  partitionsConsumedConcurrently: 4,
  eachMessage: async ({ message }) => {
    await gate.passed();
    const account = message.key?.toString() ?? '';
    const value = await decisionFor(account, JSON.parse(message.value?.toString() ?? '{}'));
    await producer.send({ topic: output, acks: -1, messages: [{ key: message.key, value }] });
    gate.count(1);
  },
});
await joined;
serveOrders({
  run: gate.run,
  open: gate.open,
  async close() {
    gate.open();
    await consumer.disconnect();
    await producer.disconnect();
    redis.disconnect();
  },
});
