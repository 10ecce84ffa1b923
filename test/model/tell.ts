// The shortest story of what goes wrong without a guard, or that nothing does with all: node test/model/tell.ts ["applyId"]
import { deliveryModel } from './delivery-model.ts';
import { explore } from './explore.ts';
import { guards } from './protocol.ts';

const [without] = process.argv.slice(2);
const guard = guards.find((one) => one === without);
if (without !== undefined && guard === undefined) {
  console.error(`There is no guard "${without}"; there are: ${guards.join(', ')}.`);
  process.exit(1);
}
const faults = { crashes: 1, failovers: 2, lostReplies: 1, policyChanges: 1, takeovers: 4 };
const { states, violation } = explore(deliveryModel(faults, guard), 5_000_000);
console.log(`${states} states were visited.`);
for (const [at, what] of (violation?.story ?? []).entries()) console.log(`${String(at + 1).padStart(3)}. ${what}`);
console.log(violation === undefined ? 'Nothing can go wrong.' : `So ${violation.what}.`);
