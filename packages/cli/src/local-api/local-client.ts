import type { LogAdmin, LogPublisher, LogReader } from '@countersign/engine';
import { CountersignError } from '@countersign/events';
import type { LocalApiBackend } from './local-api.ts';
import type { LocalEndpoint } from './local-endpoint.ts';
import { decodeFrames } from './record-frames.ts';
import { toJson } from './record-json.ts';

/** The ports of a running embedded installation, over loopback. */
export function localClient(endpoint: LocalEndpoint): LocalApiBackend {
  const answerTo = async (path: string, body?: unknown): Promise<Response> => {
    const response = await fetch(`${endpoint.url}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${endpoint.key}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).catch((error: unknown) => {
      throw new CountersignError(
        'store_unavailable',
        `The process ${endpoint.pid} at ${endpoint.url} does not answer.`,
        {
          retryable: true,
          cause: error,
        },
      );
    });
    if (!response.ok) throw new Error(`The running process refused ${path}: ${await response.text()}`);
    return response;
  };
  const call = async <T>(path: string, body?: unknown): Promise<T> => (await answerTo(path, body)).json() as Promise<T>; // Both ends of this conversation are this package.
  const topicPath = (topic: string): string => `/local/topics/${encodeURIComponent(topic)}`;
  const existing: LogAdmin['existing'] = () => call('/local/topics');
  const reader: LogReader = {
    partitionCount: async (topic) => (await existing()).find(({ name }) => name === topic)?.partitions,
    bounds: (topic, partition) => call(`${topicPath(topic)}/bounds?partition=${partition}`),
    async read(topic, partition, from, max) {
      const query = `partition=${partition}&from=${from}&max=${max}`;
      const response = await answerTo(`${topicPath(topic)}/records?${query}`);
      return decodeFrames(Buffer.from(await response.arrayBuffer()), topic, partition);
    },
    async offsetAt(topic, partition, timestampMs) {
      const query = `partition=${partition}&at=${Math.floor(timestampMs)}`;
      return (await call<{ offset: number }>(`${topicPath(topic)}/offset?${query}`)).offset;
    },
  };
  const publisher: LogPublisher = {
    async publish(records) {
      await call('/local/records', { records: records.map(toJson) });
    },
  };
  return {
    reader,
    publisher,
    admin: { existing, create: () => Promise.resolve([]) },
    mailbox: async () => (await call<{ messages: unknown[] }>('/local/mailbox')).messages,
    profile: async (accountId) => (await call<{ profile?: unknown }>('/local/profile', { accountId })).profile,
    status: () => call('/local/status'),
  };
}
