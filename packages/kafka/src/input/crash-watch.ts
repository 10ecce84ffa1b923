import type { Consumer } from 'kafkajs';
import { CountersignError } from '@countersign/events';
import { stopped } from './reading-failure.ts';

const maxRestarts = 10;
const restartWindowMs = 600_000;

/** Errors of a broker that is away: waiting for it is right, whatever the number of tries (OVL-05). */
const outages =
  /Connection|NoBrokerAvailable|BrokerNotFound|LockTimeout|RequestTimeout|CoordinatorNotFound|MetadataNotLoaded/;

/** Calls `fail` when kafkajs gives a consumer up, or restarts it more than ten times in ten minutes (KJS-04). */
export const watchCrashes = (consumer: Consumer, fail: (error: unknown) => void): void => {
  let restarts: number[] = [];
  consumer.on(consumer.events.CRASH, ({ payload: { error, restart }, timestamp }) => {
    if (error instanceof CountersignError) return fail(error);
    if (!restart) return fail(stopped(`kafkajs gave up (${error.message})`, error));
    if (isOutage(error)) return;
    restarts = [...restarts.filter((at) => at > timestamp - restartWindowMs), timestamp];
    if (restarts.length > maxRestarts)
      fail(stopped(`${restarts.length} crashes in ten minutes (${error.message})`, error));
  });
};

const isOutage = (error: unknown): boolean =>
  error instanceof Error && (outages.test(error.name) || isOutage(error.cause));
