import type { Action } from '@countersign/events';
import type { Example } from './example-shelf.ts';
import type { MessageCost } from './messages.ts';
import type { Compared } from './action-pairs.ts';
import type { WhatIf } from './what-if.ts';

/** A comparison as lines of text. @param currency of the prices, for people */
export function whatIfLines(whatIf: WhatIf, messages: MessageCost, currency: string): readonly string[] {
  if (whatIf.events === 0) return ['There are no decisions in this time.'];
  const { newlyStopped, noLongerStopped } = whatIf.examples;
  return [
    `${count(whatIf.events)} decisions from ${whatIf.from?.slice(0, 16)} to ${whatIf.to?.slice(0, 16)}; ${count(whatIf.differing)} would differ.`,
    '',
    head('', 'as it was', 'with it', 'difference'),
    ...actions
      .filter((action) => whatIf.recorded[action] + whatIf.other[action] > 0)
      .map((action) => row(action, whatIf.recorded[action], whatIf.other[action])),
    '',
    ...customerLines(whatIf),
    ...costLines(messages, currency),
    ...truthLines(whatIf),
    '',
    head('stopped, by event type', 'as it was', 'with it', 'difference'),
    ...groupLines(whatIf.byType),
    ...Object.entries(whatIf.bySegment).flatMap(([grouping, groups]) => [
      '',
      head(`stopped, by ${grouping}`, 'as it was', 'with it', 'difference'),
      ...groupLines(groups),
    ]),
    ...exampleLines('Only it would stop, for example:', newlyStopped),
    ...exampleLines('It would let through, for example:', noLongerStopped),
    ...(whatIf.unknownTypes === 0
      ? []
      : [
          '',
          `${count(whatIf.unknownTypes)} decisions are of types that this release does not know; they are left out.`,
        ]),
  ];
}

const actions: readonly Action[] = ['allow', 'challenge', 'hold', 'deny'];
const most = 12;

const stopped = (counts: Readonly<Record<Action, number>>): number => counts.challenge + counts.hold + counts.deny;

/** Groups in which something is stopped, the largest differences first. */
function groupLines(groups: Readonly<Record<string, Compared>>): readonly string[] {
  const touched = Object.entries(groups)
    .map(([name, { recorded, other, events }]) => ({ name, events, was: stopped(recorded), is: stopped(other) }))
    .filter(({ was, is }) => was + is > 0)
    .toSorted((a, b) => Math.abs(b.is - b.was) - Math.abs(a.is - a.was) || b.events - a.events);
  if (touched.length === 0) return ['  nothing'];
  const rest = touched.length - most;
  return [
    ...touched.slice(0, most).map(({ name, was, is }) => row(name, was, is)),
    ...(rest > 0 ? [`  and ${rest} more`] : []),
  ];
}

function customerLines({ customers }: WhatIf): readonly string[] {
  const { mostPerDay, seen } = customers;
  const times = mostPerDay === 1 ? 'once' : `${mostPerDay} times`;
  return [
    row(`customers asked for a code, of ${count(seen)}`, customers.recordedAsked, customers.otherAsked),
    row(`of them more than ${times} a day`, customers.recordedAskedMore, customers.otherAskedMore),
  ];
}

function costLines({ recorded, other, recordedCost, otherCost }: MessageCost, currency: string): readonly string[] {
  const channels = [...new Set([...Object.keys(recorded), ...Object.keys(other)])] as (keyof typeof recorded)[];
  return [
    ...channels.map((channel) => row(`messages by ${channel}`, recorded[channel] ?? 0, other[channel] ?? 0)),
    head(
      `cost of messages, ${currency}`,
      recordedCost.toFixed(2),
      otherCost.toFixed(2),
      signed(otherCost - recordedCost, 2),
    ),
  ];
}

function truthLines({ truth }: WhatIf): readonly string[] {
  if (truth === undefined) return [];
  const { fraud, legitimate } = truth;
  return [
    '',
    row(`frauds caught, of ${count(fraud.events)} labelled`, fraud.recordedStopped, fraud.otherStopped),
    row('frauds missed', fraud.events - fraud.recordedStopped, fraud.events - fraud.otherStopped),
    row(
      `honest events stopped, of ${count(legitimate.events)} labelled`,
      legitimate.recordedStopped,
      legitimate.otherStopped,
    ),
  ];
}

const exampleLines = (title: string, examples: readonly Example[]): readonly string[] =>
  examples.length === 0 ? [] : ['', title, ...examples.map(exampleLine)];

const exampleLine = ({ decisionId, eventType, accountId, recorded, other, reason, label }: Example): string =>
  `  ${decisionId}  ${eventType} of ${accountId}: ${recorded.action} at ${recorded.score} → ${other.action} at ${other.score}${reason === undefined ? '' : `, ${reason}`}${label === undefined ? '' : ` (labelled ${label})`}`;

const head = (what: string, was: string, is: string, difference: string): string =>
  `${what === '' ? '' : what.startsWith('cost') ? `  ${what}` : what}`.padEnd(48) +
  was.padStart(12) +
  is.padStart(12) +
  difference.padStart(12);

const row = (what: string, was: number, is: number): string =>
  `  ${what}`.padEnd(48) + count(was).padStart(12) + count(is).padStart(12) + signed(is - was, 0).padStart(12);

const signed = (value: number, decimals: number): string =>
  `${value > 0 ? '+' : value < 0 ? '−' : ''}${Math.abs(value).toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals })}`;

const count = (number: number): string => number.toLocaleString('en-US');
