import {
  type ConfigurationReading,
  type Environment,
  type Rule,
  readConfiguration,
} from './configuration/read-configuration.ts';
import type { Configuration, Spec } from './configuration/variable.ts';
import { configurationReport, type PortVariables, startFailure } from './start-failure.ts';
import { everyName } from './variables/every-variable.ts';

/** Where a service that cannot start says so; the process itself when absent. */
export interface StartExits {
  readonly say: (text: string) => void;
  readonly exit: (code: number) => never;
}

const ofProcess: StartExits = {
  say: (text) => process.stderr.write(`${text}\n`),
  exit: (code) => process.exit(code),
};

/** The configuration of a service, or every problem of it on standard error and the end of the process with 1. */
export function configurationOrExit<const S extends Spec>(
  spec: S,
  rules: readonly Rule<Configuration<S>>[],
  environment: Environment = process.env,
  exits: StartExits = ofProcess,
): Configuration<S> {
  const reading: ConfigurationReading<S> = readConfiguration(spec, environment, { rules, alsoKnown: everyName });
  if (reading.ok) return reading.config;
  exits.say(configurationReport(reading.problems));
  return exits.exit(1);
}

/** Runs the start of a service; when it fails, one sentence on standard error and the end of the process with 1. */
export async function startOrExit(
  start: () => Promise<void>,
  portVariables: PortVariables = {},
  exits: StartExits = ofProcess,
): Promise<void> {
  try {
    await start();
  } catch (error) {
    exits.say(startFailure(error, portVariables));
    exits.exit(1);
  }
}
