import { z } from 'zod';
import { optional, withDefault } from '../configuration/variable.ts';
import { urlOf } from './schemas.ts';

/** Where traces go. Metrics need nothing: they are read from /metrics. */
export const telemetryVariables = {
  otlpEndpoint: optional(
    {
      name: 'OTEL_EXPORTER_OTLP_ENDPOINT',
      description: 'OpenTelemetry collector that spans are sent to (OTLP over HTTP, below `/v1/traces`).',
      allowed: 'an http:// or https:// URL',
      schema: urlOf('http:', 'https:'),
    },
    'no spans are sent',
  ),
  traceShare: withDefault(
    {
      name: 'COUNTERSIGN_TRACE_SHARE',
      description:
        'Share of traces recorded where upstream sent no `traceparent`; where it did, its sampling flag decides.',
      allowed: 'a number from 0 to 1',
      schema: z
        .string()
        .regex(/^(0|1|0?\.\d{1,6}|1\.0+)$/)
        .transform(Number),
    },
    1,
  ),
} as const;
