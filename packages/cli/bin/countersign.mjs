#!/usr/bin/env node
// `countersign`: runs packages/cli/src/main.ts with a Node that is new enough, whichever one started this.
import { fileURLToPath } from 'node:url';

const main = new URL('../src/main.ts', import.meta.url);

if (Number(process.versions.node.split('.')[0]) >= 24) {
  process.argv[1] = fileURLToPath(main);
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
  process.exitCode = await runChild(node.path, [fileURLToPath(main), ...process.argv.slice(2)]);
}
