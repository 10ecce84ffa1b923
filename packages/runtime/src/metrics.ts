import { metrics } from '@opentelemetry/api';
import { PrometheusExporter, PrometheusSerializer } from '@opentelemetry/exporter-prometheus';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider } from '@opentelemetry/sdk-metrics';

/** Metrics of a running process. */
export interface Metrics {
  /** All of them in Prometheus' text format, for /metrics. */
  text(): Promise<string>;
  stop(): Promise<void>;
}

/** Who a process is, in metrics and traces. */
export interface ServiceIdentity {
  /** `scorer`, `notifier`. */
  readonly service: string;
  readonly version: string;
}

/**
 * Makes the OpenTelemetry metrics API work in this process. Call it before anything that makes instruments: an
 * instrument made earlier stays without effect.
 */
export function startMetrics({ service, version }: ServiceIdentity): Metrics {
  const reader = new PrometheusExporter({ preventServerStart: true });
  const provider = new MeterProvider({
    resource: resourceFromAttributes({ 'service.name': `countersign-${service}`, 'service.version': version }),
    readers: [reader],
  });
  metrics.setGlobalMeterProvider(provider);
  const serializer = new PrometheusSerializer(undefined, false, undefined, false, true);
  return {
    text: async () => serializer.serialize((await reader.collect()).resourceMetrics),
    async stop() {
      metrics.disable();
      await provider.shutdown();
    },
  };
}
