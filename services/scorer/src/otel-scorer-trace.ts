import type { ChunkTrace, ScorerTrace, TopicNames } from '@countersign/engine';
import {
  instrumentationScope,
  isRecorded,
  spanAttributes,
  spanNames,
  traceOf,
  traceparentOf,
} from '@countersign/telemetry';
import {
  type Attributes,
  type Context,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api';

/**
 * Spans of what the scorer does, on the OpenTelemetry API: for every event of a recorded trace `process`, and in it `score event`
 * and `send` to each topic. A trace that upstream began and does not record costs a look at its flag.
 */
export function otelScorerTrace(topics: TopicNames): ScorerTrace {
  const tracer = trace.getTracer(instrumentationScope);
  return { chunk: (topic) => chunkTrace(tracer, topic, topics) };
}

/** The span of one record, which stays open until its decision is published. */
interface Open {
  readonly span: Span;
  readonly context: Context;
  readonly sends: readonly string[];
}

function chunkTrace(tracer: Tracer, topic: string, topics: TopicNames): ChunkTrace {
  const startMs = nowMs();
  const open: Open[] = [];
  let sending: readonly Span[] = [];
  // Records are scored one after the other with nothing in between: each begins when the one before is done.
  let scoringMs: number | undefined;

  const begin = (parent: string | undefined, attributes: Attributes, sends: readonly string[]): Open | undefined => {
    if (parent !== undefined && !isRecorded(parent)) return undefined;
    const before = traceOf(parent);
    const options = {
      kind: SpanKind.CONSUMER,
      startTime: startMs,
      attributes: { ...attributes, ...processing(topic) },
    };
    const span = tracer.startSpan(spanNames.process(topic), options, before);
    if (!span.isRecording()) return undefined;
    const opened = { span, context: trace.setSpan(before, span), sends };
    open.push(opened);
    return opened;
  };

  return {
    decided(parent, decision) {
      const beganMs = scoringMs ?? nowMs();
      scoringMs = nowMs();
      const sends = decision.isChallenged ? [topics.decisions, topics.challenges] : [topics.decisions];
      const attributes = {
        [spanAttributes.eventType]: decision.eventType,
        [spanAttributes.decisionId]: decision.id,
        [spanAttributes.action]: decision.action,
        [spanAttributes.score]: decision.score,
      };
      const opened = begin(parent, attributes, sends);
      if (opened === undefined) return parent;
      tracer.startSpan(spanNames.score, { startTime: beganMs }, opened.context).end(scoringMs);
      return traceparentOf(opened.context);
    },
    learned: (parent, kind) => void begin(parent, { [spanAttributes.result]: kind }, []),
    publishing() {
      sending = open.flatMap(({ context, sends }) =>
        sends.map((to) =>
          tracer.startSpan(spanNames.send(to), { kind: SpanKind.PRODUCER, attributes: sendingTo(to) }, context),
        ),
      );
    },
    ended(how) {
      for (const span of [...sending, ...open.map((one) => one.span)]) {
        if (how === 'given up') span.setStatus({ code: SpanStatusCode.ERROR, message: how });
        span.end();
      }
    },
  };
}

const nowMs = (): number => performance.timeOrigin + performance.now();
const processing = (topic: string): Attributes => ({
  [spanAttributes.destination]: topic,
  [spanAttributes.operationType]: 'process',
});
const sendingTo = (topic: string): Attributes => ({
  [spanAttributes.destination]: topic,
  [spanAttributes.operationType]: 'send',
});
