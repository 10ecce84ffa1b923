import { setTimeout as pause } from 'node:timers/promises';
import { CountersignError, partitionOf, uuidV5 } from '@countersign/events';
import type { Connection } from '../connection/connection.ts';
import { askNotifier } from '../connection/notifier-api.ts';
import { decodeDecision } from '../history/decode-decision.ts';
import { type OfTopic, allOf, recordsOfAccount } from './account-topics.ts';

/** What an erasure came to. */
export interface ErasedAccount {
  readonly eventId: string;
  /** The scorer decided the event: the profile is gone. */
  readonly scorerDone: boolean;
  /** The notifier keeps nothing any more; a sentence when that cannot be told. */
  readonly notifierDone: boolean | string;
  /** What topics still hold under the account's key, until their retention ends. */
  readonly left: readonly OfTopic[];
}

const lookEveryMs = 200;

/**
 * Publishes `account.erased` and the tombstone of the contacts, then waits until scorer and notifier have forgotten the account.
 * The event goes through the log like any other: every copy comes by it once, in its place, also in a replay (SEC-07).
 * @param patienceMs how long each of the two may take
 */
export async function eraseAccount(
  connection: Connection,
  accountId: string,
  {
    nowMs,
    requestedBy,
    patienceMs,
  }: { readonly nowMs: number; readonly requestedBy: string; readonly patienceMs: number },
): Promise<ErasedAccount> {
  const { publisher, topics, reader } = connection;
  const partitions = await reader.partitionCount(topics.decisions);
  if (partitions === undefined)
    throw new CountersignError('topic_missing', `Topic ${topics.decisions} does not exist.`);
  const eventId = `erasure-${uuidV5(['erasure', accountId, String(nowMs)])}`;
  const time = new Date(nowMs).toISOString();
  const event = {
    specversion: '1.0',
    id: eventId,
    source: 'countersign/command-line',
    type: 'account.erased',
    subject: accountId,
    time,
    datacontenttype: 'application/json',
    data: { requestedBy },
  };
  const key = Buffer.from(accountId);
  await publisher.publish([
    { topic: topics.events, key, value: Buffer.from(JSON.stringify(event)) },
    { topic: topics.contacts, key, value: null },
  ]);
  const isDecided = async (): Promise<boolean> => {
    for await (const { value } of allOf(reader, topics.decisions, partitionOf(accountId, partitions))) {
      if (decodeDecision(value)?.eventId === eventId) return true;
    }
    return false;
  };
  const scorerDone = await within(patienceMs, isDecided);
  const notifierDone = await whetherForgotten(connection, accountId, patienceMs);
  return { eventId, scorerDone, notifierDone, left: await recordsOfAccount(connection, accountId) };
}

async function whetherForgotten(
  { verification }: Connection,
  accountId: string,
  patienceMs: number,
): Promise<boolean | string> {
  let problem: string | undefined;
  const isForgotten = await within(patienceMs, async () => {
    const { body, error } = await askNotifier(verification, '/v1/accounts/export', { accountId });
    problem = error;
    const { contacts, challenges = [], cases = [], others = [] } = body as Kept;
    return error === undefined && contacts === undefined && challenges.length + cases.length + others.length === 0;
  });
  return isForgotten || problem === undefined ? isForgotten : problem;
}

/** The notifier's own interface. */
interface Kept {
  readonly contacts?: unknown;
  readonly challenges?: readonly unknown[];
  readonly cases?: readonly unknown[];
  readonly others?: readonly unknown[];
}

async function within(patienceMs: number, isSo: () => Promise<boolean>): Promise<boolean> {
  const end = performance.now() + patienceMs;
  for (;;) {
    if (await isSo()) return true;
    if (performance.now() >= end) return false;
    await pause(lookEveryMs);
  }
}
