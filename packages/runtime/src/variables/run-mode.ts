/** Production refuses what is convenient but unsafe. */
export type RunMode = 'production' | 'development';

/** What the mode of a process follows from. */
export interface ModeSettings {
  readonly mode: RunMode | undefined;
  readonly brokers: readonly string[] | undefined;
}

/** The mode of a process: what `COUNTERSIGN_MODE` says, else development, so that brokers and a Redis URL are enough to try it. */
export function runMode(config: ModeSettings): RunMode {
  return config.mode ?? 'development';
}

/** Whether everything is kept on this machine, without Kafka and Redis. */
export function isEmbedded(config: Pick<ModeSettings, 'brokers'>): boolean {
  return config.brokers === undefined;
}

/** What a service says at every start in development mode. */
export const developmentWarning =
  'Development mode: keys may come from the folder, names in messages are made up and Redis is not checked for what production needs; set COUNTERSIGN_MODE=production before customers depend on it.';
