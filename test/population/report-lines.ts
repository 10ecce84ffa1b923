import { attackKinds } from '@countersign/testkit';
import { type Tally, changesBeyondOne, shareCaught } from './tally.ts';

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** The report of a run, for people. */
export function reportLines(tally: Tally): readonly string[] {
  const { accounts, handovers, couriersHeld, quietAccounts, quietInterruptions, changes, codes, falseAlarms, attacks } =
    tally;
  const interrupted = new Set(falseAlarms.map(({ alarm }) => alarm.interruption.happening.accountId)).size;
  return [
    `${accounts.toLocaleString('en-US')} accounts for a year, ${tally.events.toLocaleString('en-US')} events`,
    `  ${quietAccounts} with nothing new all year: interrupted ${quietInterruptions} times`,
    `  ${accounts - quietAccounts} with ${changes} real changes: asked for ${codes - quietInterruptions} codes`,
    `  ${handovers} codes for the door, of orders above the limit; ${couriersHeld} couriers held for standing elsewhere`,
    `  false alarms: ${falseAlarms.length} on ${interrupted} accounts, ${(falseAlarms.length / Math.max(1, accounts)).toFixed(3)} per account and year`,
    ...changeLines(tally),
    ...byReason(tally).slice(0, 12),
    `attacks caught: ${attacks.filter(({ isCaught }) => isCaught).length} of ${attacks.length} (${percent(shareCaught(tally))})`,
    ...attackKinds.map(({ name, scenario }) => kindLine(tally, name, scenario)),
  ];
}

/** "At most one code per real change", as it came out. */
function changeLines(tally: Tally): readonly string[] {
  const { changesByCodes, changes, unexplained, putAway, secondSteps, secondStepsHeld } = tally;
  const told = changesByCodes.map((count, codes) => `${count} × ${codes}`);
  const beyond = changesBeyondOne(tally);
  return [
    `  codes and holds per real change: ${told.join(', ')}; more than one after ${beyond} of ${changes} (${percent(beyond / Math.max(1, changes))}); with no change near: ${unexplained}`,
    `  codes for a device that was not used for a month, which counts as new: ${putAway}`,
    `  acts on a device that a code had just opened, which need more than a code (OTP-37): ${secondSteps}, of which ${secondStepsHeld} held`,
  ];
}

function kindLine({ attacks }: Tally, name: string, scenario: string): string {
  const own = attacks.filter(({ kind }) => kind === name);
  const caught = own.filter(({ isCaught }) => isCaught);
  const harm = caught.reduce((sum, { harmDone }) => sum + harmDone, 0) / Math.max(1, caught.length);
  const late = harm > 0 ? `, after ${harm.toFixed(1)} harmful acts on average` : '';
  return `  ${name.padEnd(29)} ${percent(caught.length / Math.max(1, own.length)).padStart(7)} of ${own.length}${late}  (${scenario})`;
}

/** False alarms by event, action and the reasons that speak for risk. */
function byReason({ falseAlarms }: Tally): readonly string[] {
  const counts = new Map<string, number>();
  for (const { alarm } of falseAlarms) {
    const { happening, verdict } = alarm.interruption;
    const codes = verdict.reasons.filter(({ points }) => points > 0).map(({ code }) => code);
    const name = `${happening.type} ${verdict.action}: ${codes.slice(0, 3).join(' + ')}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].toSorted((a, b) => b[1] - a[1]).map(([name, count]) => `    ${String(count).padStart(4)} ${name}`);
}
