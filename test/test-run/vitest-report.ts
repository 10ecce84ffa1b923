import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';

const testFile = z.object({
  name: z.string(),
  status: z.enum(['passed', 'failed']),
  message: z.string(),
  assertionResults: z.array(z.object({ status: z.string() })),
});

/** The part that we read of what vitest's JSON reporter writes. */
export const vitestReport = z.object({ testResults: z.array(testFile) });
export type VitestReport = z.infer<typeof vitestReport>;

/** Reads the report; undefined when vitest ended before it wrote one. */
export function readVitestReport(file: string): VitestReport | undefined {
  return existsSync(file) ? vitestReport.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined;
}
