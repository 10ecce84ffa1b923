import {
  configurationOrExit,
  contactVariables,
  httpVariables,
  kafkaRules,
  kafkaVariables,
  keyRules,
  keySourceVariables,
  keyVariables,
  messageRules,
  messageVariables,
  phoneRules,
  phoneVariables,
  processVariables,
  redisRules,
  redisVariables,
  telemetryVariables,
  withDefault,
} from '@countersign/runtime';
import { senderRules } from './phone-senders.ts';

/** The keys that a notifier needs. */
export const notifierKeys = ['pseudonym', 'code', 'outcome', 'link', 'contacts'] as const;

const spec = {
  ...processVariables,
  ...kafkaVariables,
  ...redisVariables,
  ...httpVariables,
  ...messageVariables,
  ...phoneVariables,
  ...contactVariables,
  ...telemetryVariables,
  ...keySourceVariables,
  // One more than the scorer's, so that both run on one machine as they are.
  healthPort: withDefault(processVariables.healthPort, 8752),
  pseudonym: keyVariables.pseudonym,
  code: keyVariables.code,
  outcome: keyVariables.outcome,
  link: keyVariables.link,
  contacts: keyVariables.contacts,
};

/** The configuration of a notifier, or every problem of it at once and the end of the process. */
export const notifierConfiguration = () =>
  configurationOrExit(spec, [
    ...kafkaRules,
    ...redisRules,
    ...messageRules,
    ...phoneRules,
    ...senderRules,
    ...keyRules(notifierKeys),
  ]);

export type NotifierConfiguration = ReturnType<typeof notifierConfiguration>;
