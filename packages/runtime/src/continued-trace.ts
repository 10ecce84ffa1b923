import { type Attributes, context, propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';

/** A piece of work that a remote caller asked for. */
export interface RemoteWork {
  /** `POST /v1/challenges/{challengeId}/verify`: never with ids in it. */
  readonly name: string;
  /** Headers of the request; `traceparent` makes the span part of the caller's trace (W3C Trace Context). */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly attributes?: Attributes;
}

/** Runs `work` inside a server span of the caller's trace; an error of `work` marks the span and is thrown on. */
export function continuedTrace<Result>(
  { name, headers, attributes = {} }: RemoteWork,
  work: (describe: (more: Attributes) => void) => Promise<Result>,
): Promise<Result> {
  const parent = propagation.extract(context.active(), headers);
  const options = { kind: SpanKind.SERVER, attributes };
  return trace.getTracer('countersign').startActiveSpan(name, options, parent, async (span) => {
    try {
      return await work((more) => span.setAttributes(more));
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.name : 'error' });
      throw error;
    } finally {
      span.end();
    }
  });
}
