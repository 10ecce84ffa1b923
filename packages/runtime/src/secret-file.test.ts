import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';

const moduleUrl = new URL('./secret-file.ts', import.meta.url).href;
// All wait at the gate, then make the same file at the same moment.
const program = `
  const { parentPort, workerData } = require('node:worker_threads');
  import(workerData.moduleUrl).then(({ secretFile }) => {
    Atomics.add(workerData.gate, 0, 1);
    while (Atomics.load(workerData.gate, 0) < workerData.count) Atomics.wait(workerData.gate, 1, 0, 1);
    parentPort.postMessage(secretFile(workerData.path, () => 'made by ' + workerData.name));
  });`;

it('gives everyone the same text, however many start at once, and leaves nothing else behind', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-secret-'));
  const gate = new Int32Array(new SharedArrayBuffer(8));
  const path = join(folder, 'keys', 'code.key');
  const names = ['a', 'b', 'c', 'd'];
  const texts = await Promise.all(
    names.map((name) => {
      const worker = new Worker(program, {
        eval: true,
        workerData: { moduleUrl, gate, path, name, count: names.length },
      });
      return new Promise<string>((resolve, reject) => worker.once('message', resolve).once('error', reject));
    }),
  );
  expect(new Set(texts)).toEqual(new Set([readFileSync(path, 'utf8').trim()]));
  expect(readdirSync(join(folder, 'keys'))).toEqual(['code.key']);
});
