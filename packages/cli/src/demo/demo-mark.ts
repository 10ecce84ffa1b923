import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** How far the demonstration of a folder came. */
export interface DemoMark {
  /** The instant that the sample was moved to end before. */
  readonly endMs: number;
  readonly storyPlayed: boolean;
  /** Events of the sample that were played; all of them once `isDone`. */
  readonly sampled: number;
  readonly isDone: boolean;
}

const fileOf = (folder: string): string => join(folder, 'demonstration.json');

/** The mark of a folder; a new one for a folder without. */
export function readMark(folder: string, nowMs: number): DemoMark {
  if (!existsSync(fileOf(folder))) return { endMs: nowMs, storyPlayed: false, sampled: 0, isDone: false };
  return JSON.parse(readFileSync(fileOf(folder), 'utf8')) as DemoMark;
}

export function writeMark(folder: string, mark: DemoMark): void {
  writeFileSync(fileOf(folder), JSON.stringify(mark));
}
