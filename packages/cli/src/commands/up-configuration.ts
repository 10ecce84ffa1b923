import {
  type Configuration,
  configurationOrExit,
  contactVariables,
  type Environment,
  httpVariables,
  kafkaVariables,
  keyPurposes,
  keyRules,
  keySourceVariables,
  keyVariables,
  messageRules,
  messageVariables,
  modelsPath,
  optional,
  phoneRules,
  phoneVariables,
  processVariables,
  type Rule,
  redisVariables,
  type StartExits,
  telemetryVariables,
} from '@countersign/runtime';
import { senderRules } from '@countersign/notifier';
import { loadPolicy, modelFolder } from '@countersign/scorer';

const spec = {
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
  healthPort: optional(processVariables.healthPort, 'not served'),
};

/** What an installation on one folder is started with: everything that the two services read and that has a meaning there. */
export type UpConfiguration = Configuration<typeof spec>;

const onOneMachine: Rule<UpConfiguration> = {
  needs: ['brokers', 'redisUrls'],
  problem({ brokers, redisUrls }) {
    if (brokers === undefined && redisUrls === undefined) return undefined;
    const name = brokers === undefined ? 'COUNTERSIGN_REDIS_URL' : 'COUNTERSIGN_KAFKA_BROKERS';
    return `${name} is set, but \`up\` keeps everything on this machine; allowed: neither Kafka nor Redis here. On them, start the two services instead (README, "On Kafka and Redis").`;
  },
};

const policyReads: Rule<UpConfiguration> = {
  needs: ['policy', 'models', 'folder'],
  problem({ policy, ...where }) {
    try {
      loadPolicy(policy, modelFolder(modelsPath(where)).find);
      return undefined;
    } catch (error) {
      return (error instanceof Error ? error.message : String(error)).replaceAll('\n', '\n  ');
    }
  },
};

/** The configuration of `up`, or every problem of it at once and the end of the process. */
export const upConfiguration = (environment?: Environment, exits?: StartExits): UpConfiguration =>
  configurationOrExit(
    spec,
    [onOneMachine, policyReads, ...messageRules, ...phoneRules, ...senderRules, ...keyRules(keyPurposes)],
    environment,
    exits,
  );
