import { type Context, context, propagation, ROOT_CONTEXT } from '@opentelemetry/api';

/** Headers of a record, as the log carries them. */
export type HeaderBytes = Readonly<Record<string, Uint8Array>>;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * The trace that a record belongs to, from its `traceparent` and `tracestate` headers (W3C Trace Context); without a
 * readable one the empty context, so that nothing becomes a child of whatever happens to run.
 */
export function traceOfHeaders(headers: HeaderBytes): Context {
  const carrier: Record<string, string> = {};
  for (const name of propagation.fields()) {
    const value = headers[name];
    if (value !== undefined) carrier[name] = decoder.decode(value);
  }
  return propagation.extract(ROOT_CONTEXT, carrier);
}

/** The same from a `traceparent` alone, as records of a store keep it. */
export function traceOf(traceparent: string | undefined): Context {
  return traceparent === undefined ? ROOT_CONTEXT : propagation.extract(ROOT_CONTEXT, { traceparent });
}

/** Headers that make a record part of the trace; empty where there is none. */
export function traceHeaders(trace: Context = context.active()): HeaderBytes {
  const carrier: Record<string, string> = {};
  propagation.inject(trace, carrier);
  return Object.fromEntries(Object.entries(carrier).map(([name, value]) => [name, encoder.encode(value)]));
}

/** `traceparent` of the trace; undefined where there is none. */
export function traceparentOf(trace: Context = context.active()): string | undefined {
  const carrier: { traceparent?: string } = {};
  propagation.inject(trace, carrier);
  return carrier.traceparent;
}

/** Whether a `traceparent` says that its trace is recorded: the lowest bit of its flags. */
export const isRecorded = (traceparent: string): boolean => (Number.parseInt(traceparent.slice(-2), 16) & 1) === 1;

/** The trace that an HTTP request belongs to, by its headers; what is active where it names none. */
export const traceOfRequest = (headers: Readonly<Record<string, string | readonly string[] | undefined>>): Context =>
  propagation.extract(context.active(), headers);
