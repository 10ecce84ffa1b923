import { context, trace } from '@opentelemetry/api';
import { pino } from 'pino';
import { redacted } from './redacted.ts';
import { visibleOnly } from './visible-only.ts';

/** What a line may carry besides its message. */
export type LogFields = Readonly<Record<string, unknown>>;

/** Writes log lines. A message is a fixed sentence; what varies goes into fields, under names of packages/telemetry. */
export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  /** A log whose every line carries these fields too. */
  child(fields: LogFields): Log;
}

/** How important a line must be to be written. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** How a log is written. */
export interface LogOptions {
  readonly level: LogLevel;
  /** `scorer`, `notifier`. */
  readonly service: string;
  /** Takes whole lines; standard output when absent. */
  readonly destination?: { write(line: string): void };
}

/**
 * JSON lines `{level, time, service, trace_id?, span_id?, …fields, message}` with what could be secret or personal
 * blotted out by name, and control characters encoded (SEC-06).
 */
export function createLog({ level, service, destination }: LogOptions): Log {
  const stream = destination ?? pino.destination({ fd: 1, sync: true });
  const options = {
    level,
    base: { service },
    messageKey: 'message',
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: {
      level: (label: string) => ({ level: label }),
      log: (fields: Record<string, unknown>) => redacted(fields),
    },
    mixin: activeSpan,
  };
  return over(pino(options, { write: (line: string) => stream.write(visibleOnly(line)) }));
}

function over(logger: pino.Logger): Log {
  return {
    debug: (message, fields = {}) => logger.debug(fields, message),
    info: (message, fields = {}) => logger.info(fields, message),
    warn: (message, fields = {}) => logger.warn(fields, message),
    error: (message, fields = {}) => logger.error(fields, message),
    child: (fields) => over(logger.child(redacted(fields))),
  };
}

function activeSpan(): Record<string, string> {
  const span = trace.getSpanContext(context.active());
  return span === undefined ? {} : { trace_id: span.traceId, span_id: span.spanId };
}
