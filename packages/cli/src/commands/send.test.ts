import { topicNames } from '@countersign/engine';
import type { OutgoingRecord } from '@countersign/engine';
import { decodeEvent, decodeRecord, eventTypeNames } from '@countersign/events';
import { expect, it } from 'vitest';
import type { Connection } from '../connection/connection.ts';
import { send } from './send.ts';

const published: OutgoingRecord[] = [];
const connection = {
  topics: topicNames(),
  isEmbedded: false,
  publisher: {
    publish: (records: readonly OutgoingRecord[]) => {
      published.push(...records);
      return Promise.resolve();
    },
  },
} as unknown as Connection;

async function exampleOf(type: string, account: string): Promise<object> {
  await send(connection, undefined, { example: type, account });
  const { key = null, value = null } = published.at(-1) ?? {};
  const decoded = decodeEvent({ key, value, headers: {} });
  return decoded.ok ? decoded.event.data : expect.fail(decoded.message);
}

const digestsAndDevices = (data: object): readonly string[] =>
  [...JSON.stringify(data).matchAll(/"(?:deviceId|digest|addressDigest)":"([^"]+)"/g)].map(([, value = '']) => value);

it.each(eventTypeNames)(
  'sends an example of %s that is readable, and whose things no two accounts share',
  async (type) => {
    const anns = digestsAndDevices(await exampleOf(type, 'ann'));
    const bobs = digestsAndDevices(await exampleOf(type, 'bob'));
    expect(anns.filter((thing) => bobs.includes(thing))).toEqual([]);
    expect(digestsAndDevices(await exampleOf(type, 'ann'))).toEqual(anns);
  },
);

it('gives the example a phone where one is named, on one machine, so that SMS can be tried', async () => {
  await send({ ...connection, isEmbedded: true }, undefined, {
    example: 'login.succeeded',
    account: 'ann',
    phone: '+436641234567',
  });
  const contacts = decodeRecord('contacts.changed', published.at(-2)?.value ?? null);
  expect(contacts).toMatchObject({ record: { data: { phone: { value: '+436641234567' }, email: {} } } });
});
