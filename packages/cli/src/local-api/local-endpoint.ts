import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { folderApiKey, systemRandomness } from '@countersign/runtime';

/** Where the process that owns a folder answers, and the key of that folder (DEL-18). */
export interface LocalEndpoint {
  readonly url: string;
  readonly key: string;
  readonly pid: number;
  /** `playing` while a sample is replayed in a time of its own: then nothing else should be sent. */
  readonly state: EndpointState;
}

export type EndpointState = 'playing' | 'ready';

const fileOf = (folder: string): string => join(folder, 'endpoint.json');

/** Says where this process answers, and whether it takes events yet. */
export function writeEndpoint(folder: string, url: string, state: EndpointState): void {
  writeFileSync(fileOf(folder), JSON.stringify({ url, pid: process.pid, state }), { mode: 0o600 });
}

export function removeEndpoint(folder: string): void {
  rmSync(fileOf(folder), { force: true });
}

/** Undefined when no process runs for the folder. */
export function readEndpoint(folder: string): LocalEndpoint | undefined {
  try {
    const endpoint = JSON.parse(readFileSync(fileOf(folder), 'utf8')) as Omit<LocalEndpoint, 'key'>;
    process.kill(endpoint.pid, 0);
    return { ...endpoint, key: folderApiKey(folder, systemRandomness).key };
  } catch {
    return undefined;
  }
}
