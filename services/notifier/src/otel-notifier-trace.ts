import type { NotifierStep, NotifierTrace } from '@countersign/engine';
import { spanNames, traceOf, traceparentOf, withSpan } from '@countersign/telemetry';

const names: Readonly<Record<NotifierStep, string>> = {
  claim: spanNames.claim,
  begin_sending: spanNames.deliver,
  send: spanNames.deliver,
  record_sent: spanNames.deliver,
  record_send_failure: spanNames.deliver,
  verify: spanNames.verify,
  resend: spanNames.resend,
  expire: spanNames.expire,
  report: spanNames.report,
};

/** Spans of the notifier's steps on the OpenTelemetry API, in the trace that began with upstream's event. */
export const otelNotifierTrace: NotifierTrace = {
  span: (step, parent, work) =>
    withSpan({ name: names[step], parent: traceOf(parent) }, () => work(traceparentOf() ?? parent)),
};
