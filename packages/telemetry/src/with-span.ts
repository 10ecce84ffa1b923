import {
  type AttributeValue,
  type Context,
  context,
  type Link,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { instrumentationScope } from './instrumentation-scope.ts';
import { spanAttributes, type SpanAttribute } from './span-attributes.ts';

/** What a span is. */
export interface SpanDescription {
  /** One of `spanNames`. */
  readonly name: string;
  /** Default: internal. `producer` sends to a topic, `consumer` handles records of one. */
  readonly kind?: 'internal' | 'producer' | 'consumer' | 'server' | 'client';
  /** Default: what is active. */
  readonly parent?: Context;
  /** Traces of the records of a batch, which has no single parent. */
  readonly links?: readonly Link[];
  readonly attributes?: Readonly<Partial<Record<SpanAttribute, AttributeValue>>>;
}

const kinds = {
  internal: SpanKind.INTERNAL,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
} as const;

/**
 * Runs `work` inside a span, which is active meanwhile and ends with it. A failure marks the span with the class of the
 * error (its message may hold personal data) and is thrown on.
 */
export async function withSpan<Result>(
  description: SpanDescription,
  work: (span: Span) => Result | Promise<Result>,
): Promise<Result> {
  const { name, kind = 'internal', parent = context.active(), links = [], attributes = {} } = description;
  const options = { kind: kinds[kind], links: [...links], attributes: { ...attributes } };
  return trace.getTracer(instrumentationScope).startActiveSpan(name, options, parent, async (span) => {
    try {
      return await work(span);
    } catch (error) {
      const type = error instanceof Error ? error.name : 'error';
      span.setAttribute(spanAttributes.errorType, type);
      span.setStatus({ code: SpanStatusCode.ERROR, message: type });
      throw error;
    } finally {
      span.end();
    }
  });
}
