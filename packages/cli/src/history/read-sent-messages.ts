import { type Channel, decodeRecord } from '@countersign/events';
import type { Connection } from '../connection/connection.ts';
import { readForward } from './read-forward.ts';

/** Messages that went out since a time, by channel. */
export async function readSentMessages(
  { reader, topics }: Connection,
  sinceMs: number | undefined,
): Promise<Readonly<Partial<Record<Channel, number>>>> {
  const sent: Partial<Record<Channel, number>> = {};
  for await (const records of readForward(reader, { topic: topics.outcomes, sinceMs, progress: () => {} })) {
    for (const { value } of records) {
      const decoded = decodeRecord('challenge.outcome', value);
      if (!decoded.ok || decoded.record.data.kind !== 'sent') continue;
      const { channel = 'email' } = decoded.record.data;
      sent[channel] = (sent[channel] ?? 0) + 1;
    }
  }
  return sent;
}
