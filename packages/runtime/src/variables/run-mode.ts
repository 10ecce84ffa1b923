/** Production refuses what is convenient but unsafe. */
export type RunMode = 'production' | 'development';

/** What the mode of a process follows from. */
export interface ModeSettings {
  readonly mode: RunMode | undefined;
  readonly brokers: readonly string[] | undefined;
}

/** The mode of a process: what `COUNTERSIGN_MODE` says, else production with Kafka and development when embedded. */
export function runMode(config: ModeSettings): RunMode {
  return config.mode ?? (isEmbedded(config) ? 'development' : 'production');
}

/** Whether everything is kept on this machine, without Kafka and Redis. */
export function isEmbedded(config: Pick<ModeSettings, 'brokers'>): boolean {
  return config.brokers === undefined;
}
