import {
  configurationOrExit,
  kafkaRules,
  kafkaVariables,
  keyRules,
  keySourceVariables,
  keyVariables,
  processVariables,
  redisRules,
  redisVariables,
  telemetryVariables,
} from '@countersign/runtime';

/** The keys that a scorer needs: never those of codes or contacts. */
export const scorerKeys = ['pseudonym', 'challenge-id', 'binding', 'outcome'] as const;

const spec = {
  ...processVariables,
  ...kafkaVariables,
  ...redisVariables,
  ...telemetryVariables,
  ...keySourceVariables,
  pseudonym: keyVariables.pseudonym,
  'challenge-id': keyVariables['challenge-id'],
  binding: keyVariables.binding,
  outcome: keyVariables.outcome,
};

/** The configuration of a scorer, or every problem of it at once and the end of the process. */
export const scorerConfiguration = () =>
  configurationOrExit(spec, [...kafkaRules, ...redisRules, ...keyRules(scorerKeys)]);

export type ScorerConfiguration = ReturnType<typeof scorerConfiguration>;
