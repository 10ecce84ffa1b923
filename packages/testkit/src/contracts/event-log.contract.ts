import { afterAll, beforeAll, describe } from 'vitest';
import { adminLaws } from './event-log/admin-laws.ts';
import { committedInputLaws } from './event-log/committed-input-laws.ts';
import type { LogUnderTest } from './event-log/log-under-test.ts';
import { partitionedInputLaws } from './event-log/partitioned-input-laws.ts';
import { publishingLaws } from './event-log/publishing-laws.ts';
import { readingLaws } from './event-log/reading-laws.ts';
import { takeoverLaws } from './event-log/takeover-laws.ts';

/**
 * What every adapter of the event log's ports must do. `makeLog` is called once; each test asks it for topics of its own.
 * Nothing here depends on time: tests wait until something is so, at most `patienceMs`.
 */
export function eventLogContract(name: string, makeLog: () => Promise<LogUnderTest>): void {
  describe(`${name} as an event log`, () => {
    const opened = Promise.withResolvers<LogUnderTest>();
    opened.promise.catch(() => {});
    beforeAll(async () => {
      await makeLog().then(opened.resolve, opened.reject);
      await opened.promise;
    });
    afterAll(async () => (await opened.promise).close());
    const log = (): Promise<LogUnderTest> => opened.promise;
    publishingLaws(log);
    readingLaws(log);
    partitionedInputLaws(log);
    takeoverLaws(log);
    committedInputLaws(log);
    adminLaws(log);
  });
}
