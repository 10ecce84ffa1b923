// Writes generated years as events.ndjson.gz and labels.ndjson.gz, as `countersign evaluate` reads them:
// node test/population/export.ts DIR [--seeds 100] [--first 1]
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { seedsOfTown, townOf } from '@countersign/testkit';
import { exportTown } from './export-town.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seeds: { type: 'string', default: '100' }, first: { type: 'string', default: '1' } },
});
const [folder] = positionals;
const first = Number(values.first);
const last = first + Number(values.seeds) - 1;
if (folder === undefined || !Number.isSafeInteger(first) || !Number.isSafeInteger(last) || first < 1 || last < first) {
  console.error('Give a folder to write to; --first and --seeds must be whole numbers from 1 on.');
  process.exit(2);
}
mkdirSync(folder, { recursive: true });
const towns: ReturnType<typeof exportTown>[] = [];
for (let from = first; from <= last; ) {
  const seeds = seedsOfTown(from);
  towns.push(exportTown(townOf(seeds)));
  from = (seeds.at(-1) ?? from) + 1;
}
for (const name of ['events', 'labels'] as const) {
  const lines = towns.flatMap((town) => town[name]);
  const file = join(folder, `${name}.ndjson.gz`);
  writeFileSync(file, gzipSync(`${lines.join('\n')}\n`));
  console.log(`${file}: ${lines.length.toLocaleString('en-US')} lines`);
}
