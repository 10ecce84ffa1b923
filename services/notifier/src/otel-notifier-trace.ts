import type { NotifierStep, NotifierTrace } from '@countersign/engine';
import {
  instrumentationScope,
  isRecorded,
  spanAttributes,
  spanNames,
  traceOf,
  traceparentOf,
  withSpan,
} from '@countersign/telemetry';
import { SpanKind, trace } from '@opentelemetry/api';

const names: Readonly<Record<NotifierStep, string>> = {
  claim: spanNames.claim,
  begin_sending: spanNames.deliver,
  send: spanNames.deliver,
  record_sent: spanNames.deliver,
  record_send_failure: spanNames.deliver,
  record_undelivered: spanNames.deliver,
  verify: spanNames.verify,
  resend: spanNames.resend,
  join: spanNames.join,
  supersede: spanNames.supersede,
  cancel: spanNames.cancel,
  expire: spanNames.expire,
  report: spanNames.report,
};

/**
 * Spans of the notifier's steps on the OpenTelemetry API, in the trace that began with upstream's event.
 * @param outcomes topic that outcomes go to
 */
export const otelNotifierTrace = (outcomes: string): NotifierTrace => ({
  span: (step, parent, work) =>
    withSpan({ name: names[step], parent: traceOf(parent) }, () => work(traceparentOf() ?? parent)),
  async publishing(parents, work) {
    const tracer = trace.getTracer(instrumentationScope);
    const attributes = { [spanAttributes.destination]: outcomes, [spanAttributes.operationType]: 'send' };
    const spans = parents
      .filter((parent) => parent !== undefined && isRecorded(parent))
      .map((parent) =>
        tracer.startSpan(spanNames.send(outcomes), { kind: SpanKind.PRODUCER, attributes }, traceOf(parent)),
      );
    try {
      await work();
    } finally {
      for (const span of spans) span.end();
    }
  },
});
