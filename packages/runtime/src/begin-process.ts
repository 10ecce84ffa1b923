import { crashOnUnhandled } from './crash.ts';
import { createLog, type Log, type LogOptions } from './log/log.ts';
import { type Metrics, type ServiceIdentity, startMetrics } from './metrics.ts';
import { startTracing, type Tracing } from './tracing.ts';
import { developmentWarning, runMode } from './variables/run-mode.ts';

/** The settings of every process that its log, its spans and its mode come from. */
export type ProcessSettings = Parameters<typeof runMode>[0] & {
  readonly logLevel: LogOptions['level'];
  readonly otlpEndpoint: string | undefined;
  readonly traceShare: number;
};

/** What every service has before it connects to anything. */
export interface BegunProcess {
  readonly log: Log;
  readonly tracing: Tracing;
  readonly metrics: Metrics;
}

/** Begins a service: its log, a crash that is logged, a warning when it runs in development, spans and metrics. */
export function beginProcess(settings: ProcessSettings, identity: ServiceIdentity): BegunProcess {
  const log = createLog({ level: settings.logLevel, service: identity.service });
  crashOnUnhandled(log);
  if (runMode(settings) === 'development') log.warn(developmentWarning);
  const tracing = startTracing({ ...identity, endpoint: settings.otlpEndpoint, share: settings.traceShare });
  return { log, tracing, metrics: startMetrics(identity) };
}
