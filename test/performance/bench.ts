/** `npm run bench [-- --quick] [--json FILE] [--cpu-prof FOLDER]`: what Countersign does per second here. Figures, no assertions. */
import { parseArgs } from 'node:util';
import { benchCluster } from './bench-cluster.ts';
import { benchEmbedded } from './bench-embedded.ts';
import { benchGrowth } from './bench-growth.ts';
import { benchRules } from './bench-rules.ts';
import { machine, writeFigures } from './report.ts';

const usage = 'usage: npm run bench -- [--quick] [--json FILE] [--cpu-prof FOLDER]';

function words() {
  try {
    const { values } = parseArgs({
      options: { quick: { type: 'boolean' }, json: { type: 'string' }, 'cpu-prof': { type: 'string' } },
    });
    return { quick: values.quick ?? false, json: values.json, profiles: values['cpu-prof'] };
  } catch (error) {
    console.error(`${error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error)}; ${usage}`);
    return process.exit(2);
  }
}

const { quick, json, profiles } = words();
const say = (line: string): void => console.error(line);
console.log(machine());
const figures = {
  ...(await benchEmbedded(quick, say)),
  ...(await benchCluster(quick, say, profiles)),
  ...(await benchGrowth(quick, say)),
  ...benchRules(quick, say),
};
if (json !== undefined) writeFigures(json, figures, quick);
process.exit(0);
