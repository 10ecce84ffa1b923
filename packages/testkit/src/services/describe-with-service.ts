import { afterAll, describe, test } from 'vitest';
import { reportService } from './services-report.ts';
import type { MissingService, TestService } from './test-service.ts';

/**
 * A suite that needs a real server. Without one it is skipped and reported; with `REQUIRE_SERVICES=1` it fails.
 * Use at the top of a test file: `await describeWithService('kafka', 'event log on Kafka', kafkaService, (kafka) => { … })`.
 */
export const describeWithService = async <T extends TestService>(
  name: 'kafka' | 'redis' | 'redis-cluster',
  suite: string,
  obtain: () => Promise<T | MissingService>,
  body: (service: T) => void,
): Promise<void> => {
  const found = await obtain();
  reportService({ service: name, how: found.how, reason: found.reason, suite });
  if (found.how !== 'missing') {
    describe(suite, () => {
      afterAll(() => found.stop());
      body(found);
    });
  } else if (process.env['REQUIRE_SERVICES'] === '1') {
    describe(suite, () => {
      test(`needs ${name}`, () => {
        throw new Error(`REQUIRE_SERVICES=1, but no ${name}: ${found.reason}`);
      });
    });
  } else {
    describe.skip(suite, () => {
      test(`needs ${name}: ${found.reason}`, () => {});
    });
  }
};
