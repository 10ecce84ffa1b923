import type { Model } from '@countersign/models';

const count = (number: number): string => number.toLocaleString('en-US');
const percent = (share: number): string => `${Number((share * 100).toPrecision(3))} %`;

/** A model in a few lines: how large, what it needs, what it was trained on. */
export function modelLines({ name, eventTypes, inputs, forest, training, baseLogOdds }: Model): readonly string[] {
  const { rows, frauds, labelsUntil } = training;
  return [
    `${name}, about ${eventTypes.join(', ')}`,
    `  ${count(forest.roots.length)} trees, ${count(forest.leafValue.length)} leaves`,
    `  ${inputs.length} inputs: ${inputs.map((input) => input.name).join(', ')}`,
    `  frauds among its training rows: ${percent(1 / (1 + Math.exp(-baseLogOdds)))}${rows === undefined ? '' : ` of ${count(rows)}`}${frauds === undefined ? '' : ` (${count(frauds)})`}`,
    ...(labelsUntil === undefined ? [] : [`  labels known by ${labelsUntil}`]),
  ];
}

/** What puts a model into a policy. */
export const policyLines = (name: string, digest: string): readonly string[] => [
  'models:',
  `  - { name: ${name}, digest: ${digest}, weight: 1, detectors: 0 }`,
];
