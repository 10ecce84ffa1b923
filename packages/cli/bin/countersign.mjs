#!/usr/bin/env node
// `countersign`: runs packages/cli/src/main.ts with a Node that is new enough, whichever one started this.
import module from 'node:module';
import { fileURLToPath } from 'node:url';

const main = new URL('../src/main.ts', import.meta.url);
// What was compiled once is not compiled again: a command starts in half the time.
const compiled = fileURLToPath(new URL('../../../node_modules/.cache/node-compile', import.meta.url));

if (Number(process.versions.node.split('.')[0]) >= 24) {
  process.argv[1] = fileURLToPath(main);
  module.enableCompileCache(compiled);
  await import(main.href);
} else {
  await runWithNewerNode();
}

async function runWithNewerNode() {
  const { findNode } = await import('../../../infra/bootstrap/find-node.mjs');
  const { runChild } = await import('../../../infra/bootstrap/run-child.mjs');
  const node = findNode(fileURLToPath(new URL('../../..', import.meta.url)));
  if (node.problem !== undefined) {
    console.error(node.problem);
    process.exitCode = 1;
    return;
  }
  const env = { NODE_COMPILE_CACHE: compiled, ...process.env };
  process.exitCode = await runChild(node.path, [fileURLToPath(main), ...process.argv.slice(2)], { env });
}
