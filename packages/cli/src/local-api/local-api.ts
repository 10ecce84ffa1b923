import { timingSafeEqual } from 'node:crypto';
import type { LogAdmin, LogPublisher, LogReader } from '@countersign/engine';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { encodeFrames } from './record-frames.ts';
import { toOutgoing } from './record-json.ts';

/** What the process that owns the folder lets the command line do. */
export interface LocalApiBackend {
  readonly reader: LogReader;
  readonly publisher: LogPublisher;
  readonly admin: LogAdmin;
  /** Development messages, newest first. */
  mailbox(): Promise<readonly unknown[]>;
  /** What the scorer remembers of an account, decoded; undefined for nothing. */
  profile(accountId: string): Promise<unknown>;
  /** What `doctor` shows of the running process. */
  status(): Promise<Readonly<Record<string, unknown>>>;
}

const position = z.object({
  partition: z.coerce.number().int().min(0),
  from: z.coerce.number().int().min(0).default(0),
  max: z.coerce.number().int().min(1).max(5000).default(500),
  at: z.coerce.number().int().min(0).default(0),
});
const topicName = z.object({ topic: z.string().max(249) });
const recordJson = z.object({
  topic: z.string().max(249),
  partition: z.number().int().min(0).optional(),
  key: z.string().nullable(),
  value: z.string().nullable(),
  headers: z.record(z.string(), z.string()),
});
const publishBody = z.object({ records: z.array(recordJson).max(1000) });

const accountBody = z.object({ accountId: z.string().min(1).max(128) });

const bodyLimitBytes = 32 * 1024 * 1024;

/** Adds the command line's own routes to the loopback interface of an embedded installation. Each needs the key of the folder. */
export function addLocalApi(app: FastifyInstance, backend: LocalApiBackend, key: string): void {
  app.register(async (routes) => serveLocalApi(routes, backend, key));
}

function serveLocalApi(app: FastifyInstance, backend: LocalApiBackend, key: string): void {
  const { reader, admin, publisher } = backend;
  const expected = Buffer.from(`Bearer ${key}`);
  app.addHook('onRequest', async (request, reply) => {
    const came = Buffer.from(request.headers.authorization ?? '');
    if (came.length === expected.length && timingSafeEqual(came, expected)) return;
    await reply.code(401).send({ error: 'The key of this folder is missing or wrong.' });
  });
  app.get('/local/topics', async () => admin.existing());
  app.get('/local/topics/:topic/bounds', async (request) =>
    reader.bounds(topicName.parse(request.params).topic, position.parse(request.query).partition),
  );
  app.get('/local/topics/:topic/offset', async (request) => {
    const { partition, at } = position.parse(request.query);
    return { offset: await reader.offsetAt(topicName.parse(request.params).topic, partition, at) };
  });
  app.get('/local/topics/:topic/records', async (request, reply) => {
    const { partition, from, max } = position.parse(request.query);
    const records = await reader.read(topicName.parse(request.params).topic, partition, from, max);
    return reply.type('application/octet-stream').send(encodeFrames(records));
  });
  app.post('/local/records', { bodyLimit: bodyLimitBytes }, async (request) => {
    const { records } = publishBody.parse(request.body);
    await publisher.publish(
      records.map(({ partition, ...rest }) => toOutgoing(partition === undefined ? rest : { ...rest, partition })),
    );
    return { published: records.length };
  });
  app.post('/local/profile', async (request) => ({
    profile: await backend.profile(accountBody.parse(request.body).accountId),
  }));
  app.get('/local/mailbox', async () => ({ messages: await backend.mailbox() }));
  app.get('/local/status', async () => backend.status());
}
