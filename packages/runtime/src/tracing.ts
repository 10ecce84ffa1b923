import { context, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  type SpanExporter,
  TracerProvider,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace';
import type { ServiceIdentity } from './metrics.ts';

/** How spans are made and where they go. */
export interface TracingOptions extends ServiceIdentity {
  /** Base URL of a collector (OTLP over HTTP); without one spans are not recorded, but `traceparent` is still passed on. */
  readonly endpoint: string | undefined;
  /** Share of the traces that begin here and are recorded, 0..1; where upstream began one, its flag decides. */
  readonly share?: number;
  /** Takes the spans instead of the collector, in tests. */
  readonly exporter?: SpanExporter;
}

/** Traces of a running process. */
export interface Tracing {
  /** Sends what is waiting, at most 3 s, and ends. Never rejects: a lost span is not a failure of the service. */
  stop(): Promise<void>;
}

const FLUSH_MS = 3_000;

/** Makes the OpenTelemetry tracing API work in this process: W3C `traceparent`, context across `await`, OTLP export. */
export function startTracing(options: TracingOptions): Tracing {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  const exporter = options.exporter ?? exporterTo(options.endpoint);
  const provider = exporter === undefined ? undefined : providerTo(exporter, options);
  if (provider !== undefined) trace.setGlobalTracerProvider(provider);
  return {
    async stop() {
      // The exporter goes on trying for longer than a process that leaves can wait.
      const { promise: late, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, FLUSH_MS);
      await Promise.race([provider?.shutdown().catch(() => undefined), late]);
      clearTimeout(timer);
      trace.disable();
      propagation.disable();
      context.disable();
    },
  };
}

function exporterTo(endpoint: string | undefined): SpanExporter | undefined {
  if (endpoint === undefined) return undefined;
  return new OTLPTraceExporter({ url: `${endpoint.replace(/\/+$/, '')}/v1/traces` });
}

function providerTo(exporter: SpanExporter, { service, version, share = 1 }: TracingOptions): TracerProvider {
  return new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': `countersign-${service}`, 'service.version': version }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(share) }),
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  });
}
