import { context, metrics, propagation, trace } from '@opentelemetry/api';
import { InMemorySpanExporter } from '@opentelemetry/sdk-trace';
import { expect, it } from 'vitest';
import { startMetrics } from './metrics.ts';
import { startTracing } from './tracing.ts';

const identity = { service: 'scorer', version: '1.2.3' };
const upstream = { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' };

function passOn(): { traceparent?: string } {
  const carrier = {};
  const parent = propagation.extract(context.active(), upstream);
  context.with(parent, () =>
    trace.getTracer('test').startActiveSpan('score', (span) => {
      propagation.inject(context.active(), carrier);
      span.end();
    }),
  );
  return carrier;
}

it('passes an upstream trace on even when nothing is recorded', async () => {
  const tracing = startTracing({ ...identity, endpoint: undefined });
  expect(passOn().traceparent).toBe(upstream.traceparent);
  await tracing.stop();
});

it('records the span as a child of the upstream trace, and flushes when it stops', async () => {
  const exporter = new InMemorySpanExporter();
  const exported: { name: string; trace: string; parent: string | undefined }[] = [];
  const collect = exporter.export.bind(exporter);
  exporter.export = (spans, done) => {
    for (const span of spans) {
      exported.push({ name: span.name, trace: span.spanContext().traceId, parent: span.parentSpanContext?.spanId });
    }
    collect(spans, done);
  };
  const tracing = startTracing({ ...identity, endpoint: undefined, exporter, share: 0 });
  const { traceparent } = passOn();
  await tracing.stop();
  expect(exported).toEqual([{ name: 'score', trace: '0af7651916cd43dd8448eb211c80319c', parent: 'b7ad6b7169203331' }]);
  expect(traceparent).toMatch(/^00-0af7651916cd43dd8448eb211c80319c-(?!b7ad6b7169203331)[0-9a-f]{16}-01$/);
});

it('stops without an error when the collector cannot be reached', async () => {
  const tracing = startTracing({ ...identity, endpoint: 'http://127.0.0.1:9/' });
  passOn();
  await expect(tracing.stop()).resolves.toBeUndefined();
}, 30_000);

it('serves instruments of the metrics API as Prometheus text', async () => {
  const running = startMetrics(identity);
  metrics
    .getMeter('test')
    .createCounter('countersign.decisions', { description: 'Decisions made.' })
    .add(3, { action: 'allow' });
  const text = await running.text();
  expect(text).toContain('# HELP countersign_decisions_total Decisions made.');
  expect(text).toContain('countersign_decisions_total{action="allow"} 3');
  expect(text).toContain('service_name="countersign-scorer"');
  await running.stop();
});
