import { type Context, context, propagation, ROOT_CONTEXT, type TextMapPropagator, trace } from '@opentelemetry/api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { traceHeaders, traceOf, traceOfHeaders, traceparentOf, withSpan } from './index.ts';

const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

/** As little of W3C Trace Context as shows who calls whom; the real one lives in the SDK. */
const propagator: TextMapPropagator = {
  fields: () => ['traceparent', 'tracestate'],
  inject(from, carrier, setter) {
    const span = trace.getSpanContext(from);
    if (span !== undefined) setter.set(carrier, 'traceparent', `00-${span.traceId}-${span.spanId}-0${span.traceFlags}`);
  },
  extract(into, carrier, getter) {
    const [, traceId, spanId, flags] = String(getter.get(carrier, 'traceparent')).split('-');
    if (traceId === undefined || spanId === undefined) return into;
    return trace.setSpanContext(into, { traceId, spanId, traceFlags: Number(flags), isRemote: true });
  },
};

beforeEach(() => {
  propagation.setGlobalPropagator(propagator);
});
afterEach(() => {
  propagation.disable();
  trace.disable();
});

describe('traces in headers', () => {
  it('survive from one record to the next', () => {
    const incoming = { traceparent: new TextEncoder().encode(traceparent) };
    expect(traceHeaders(traceOfHeaders(incoming))).toEqual(incoming);
    expect(traceparentOf(traceOf(traceparent))).toBe(traceparent);
  });

  it('are absent where there is none', () => {
    expect(traceOfHeaders({})).toBe(ROOT_CONTEXT);
    expect(traceOf(undefined)).toBe(ROOT_CONTEXT);
    expect(traceHeaders(ROOT_CONTEXT)).toEqual({});
    expect(traceparentOf(ROOT_CONTEXT)).toBeUndefined();
  });
});

describe('a span around work', () => {
  const recorded: { name: string; parent: Context; attributes: Record<string, unknown>; ended: number }[] = [];
  beforeEach(() => {
    recorded.length = 0;
    trace.setGlobalTracerProvider({ getTracer: () => ({ startSpan, startActiveSpan }) as never });
  });
  const startSpan = () => undefined;
  const startActiveSpan = (
    name: string,
    options: { attributes: Record<string, unknown> },
    parent: Context,
    work: (span: object) => unknown,
  ) => {
    const record = { name, parent, attributes: { ...options.attributes }, ended: 0 };
    recorded.push(record);
    return work({
      setAttribute: (key: string, value: unknown) => Object.assign(record.attributes, { [key]: value }),
      setStatus: (status: object) => Object.assign(record.attributes, status),
      end: () => (record.ended += 1),
    });
  };

  it('gives back what the work gives, and ends once', async () => {
    const parent = traceOf(traceparent);
    expect(await withSpan({ name: 'score event', parent }, () => 7)).toBe(7);
    expect(recorded).toEqual([{ name: 'score event', parent, attributes: {}, ended: 1 }]);
  });

  it('keeps the class of an error, never its words, and throws it on', async () => {
    const failing = withSpan({ name: 'deliver code' }, () => {
      throw new TypeError('ada@example.com is no address');
    });
    await expect(failing).rejects.toThrow('ada@example.com');
    expect(recorded[0]).toMatchObject({ ended: 1, attributes: { 'error.type': 'TypeError', message: 'TypeError' } });
  });

  it('belongs to what is active when no parent is named', async () => {
    await withSpan({ name: 'apply batch' }, () => undefined);
    expect(recorded[0]?.parent).toBe(context.active());
  });
});
