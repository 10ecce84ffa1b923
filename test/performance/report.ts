import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';

/** The machine in one line. */
export const machine = (): string =>
  `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, node ${process.version}, ${commit()}`;

/** All figures as JSON, with what they were measured on. */
export function writeFigures(file: string, figures: object, quick: boolean): void {
  writeFileSync(file, `${JSON.stringify({ ...figures, machine: machine(), quick }, null, 2)}\n`);
}

function commit(): string {
  try {
    return `commit ${execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()}`;
  } catch {
    return 'no git';
  }
}
