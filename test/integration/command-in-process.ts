import { buildProgram } from 'countersign';
import { vi } from 'vitest';
import type { CommandResult } from '../e2e/installation-process.ts';

/**
 * Runs commands of the command line in this process: the same program with the same words, without starting Node anew for
 * each. One at a time.
 */
export function commandInProcess(environment: Readonly<Record<string, string>>) {
  return async (...args: readonly string[]): Promise<CommandResult> => {
    let [stdout, stderr] = ['', ''];
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
    const out = vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((stdout += String(text)), true));
    const err = vi.spyOn(process.stderr, 'write').mockImplementation((text) => ((stderr += String(text)), true));
    const before = process.exitCode;
    process.exitCode = 0;
    try {
      await buildProgram().parseAsync([...args], { from: 'user' });
    } catch (error) {
      stderr += `${error instanceof Error ? error.message : String(error)}\n`;
      process.exitCode = 1;
    } finally {
      out.mockRestore();
      err.mockRestore();
      vi.unstubAllEnvs();
    }
    const code = Number(process.exitCode);
    process.exitCode = before;
    return { code, stdout, stderr };
  };
}
