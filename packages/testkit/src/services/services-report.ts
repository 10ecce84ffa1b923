import { appendFileSync } from 'node:fs';

/** One line of the report: which suite got which server, and how. */
export interface ServiceUse {
  readonly service: string;
  readonly how: string;
  readonly reason: string;
  readonly suite: string;
}

/** Adds a line of JSON to the file named by `TEST_SERVICES_REPORT`, for the list at the end of a test run. */
export const reportService = (use: ServiceUse): void => {
  const file = process.env['TEST_SERVICES_REPORT'];
  if (file) appendFileSync(file, `${JSON.stringify(use)}\n`);
};
