import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { writeEndpoint } from '../local-api/local-endpoint.ts';
import { connect } from './connect.ts';

const folder = mkdtempSync(join(tmpdir(), 'countersign-connect-'));
vi.stubEnv('COUNTERSIGN_FOLDER', folder);
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('tells a folder that nobody serves from one whose sample is still played', () => {
  expect(() => connect()).toThrow(`No Countersign runs for the folder ${folder}; start it with \`npm start\``);
  writeEndpoint(folder, 'http://127.0.0.1:1', 'playing');
  expect(() => connect()).toThrow('is still playing its sample');
  writeEndpoint(folder, 'http://127.0.0.1:1', 'ready');
  expect(connect().isEmbedded).toBe(true);
});
