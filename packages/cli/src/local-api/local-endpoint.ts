import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { folderApiKey, systemRandomness } from '@countersign/runtime';

/** Where the process that owns a folder answers, and the key of that folder (DEL-18). */
export interface LocalEndpoint {
  readonly url: string;
  readonly key: string;
  readonly pid: number;
}

const fileOf = (folder: string): string => join(folder, 'endpoint.json');

/** Says where this process answers. */
export function writeEndpoint(folder: string, url: string): void {
  writeFileSync(fileOf(folder), JSON.stringify({ url, pid: process.pid }), { mode: 0o600 });
}

export function removeEndpoint(folder: string): void {
  rmSync(fileOf(folder), { force: true });
}

/** Undefined when no process runs for the folder. */
export function readEndpoint(folder: string): LocalEndpoint | undefined {
  try {
    const { url, pid } = JSON.parse(readFileSync(fileOf(folder), 'utf8')) as {
      readonly url: string;
      readonly pid: number;
    };
    process.kill(pid, 0);
    return { url, pid, key: folderApiKey(folder, systemRandomness).key };
  } catch {
    return undefined;
  }
}
