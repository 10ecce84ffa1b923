import type { ScorerTrace } from '@countersign/engine';
import { instrumentationScope, spanAttributes, spanNames, traceOf, traceparentOf } from '@countersign/telemetry';
import { SpanKind, trace } from '@opentelemetry/api';

/** Spans of decisions on the OpenTelemetry API; where no SDK is set up, the context passes through. */
export function otelScorerTrace(topic: string): ScorerTrace {
  const name = spanNames.process(topic);
  return {
    decided(parent, decision) {
      if (parent === undefined) return undefined;
      const before = traceOf(parent);
      const attributes = {
        [spanAttributes.eventType]: decision.eventType,
        [spanAttributes.decisionId]: decision.id,
        [spanAttributes.action]: decision.action,
        [spanAttributes.score]: decision.score,
      };
      const span = trace
        .getTracer(instrumentationScope)
        .startSpan(name, { kind: SpanKind.CONSUMER, attributes }, before);
      span.end();
      return traceparentOf(trace.setSpan(before, span)) ?? parent;
    },
  };
}
