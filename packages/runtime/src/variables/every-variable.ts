import { namesOf } from '../configuration/read-configuration.ts';
import type { Spec } from '../configuration/variable.ts';
import { commandLineVariables } from './command-line-variables.ts';
import { contactVariables } from './contact-variables.ts';
import { httpVariables } from './http-variables.ts';
import { kafkaVariables } from './kafka-variables.ts';
import { keySourceVariables, keyVariables } from './key-variables.ts';
import { messageVariables } from './message-variables.ts';
import { phoneVariables } from './phone-variables.ts';
import { processVariables } from './process-variables.ts';
import { redisVariables } from './redis-variables.ts';
import { telemetryVariables } from './telemetry-variables.ts';

/** Every variable that any process of Countersign reads, in the order of the configuration table. */
export const everyVariable: Spec = {
  ...processVariables,
  ...kafkaVariables,
  ...redisVariables,
  ...httpVariables,
  ...messageVariables,
  ...phoneVariables,
  ...contactVariables,
  ...keySourceVariables,
  ...keyVariables,
  ...telemetryVariables,
  ...commandLineVariables,
};

/** Every name of them: services share an environment, and what the other one reads is not misspelt. */
export const everyName: readonly string[] = Object.values(everyVariable).flatMap(namesOf);
