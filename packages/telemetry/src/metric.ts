/** One metric: its OpenTelemetry name, what it says, and the only attributes that it may carry. */
export interface Metric {
  /** `counter` only grows; `histogram` spreads durations; `gauge` is a value of now. */
  readonly kind: 'counter' | 'histogram' | 'gauge';
  /** On /metrics with `_` for `.`, counters with `_total` behind. */
  readonly name: string;
  readonly description: string;
  /** UCUM: `s` for seconds, `{event}` for things counted. */
  readonly unit: string;
  /**
   * Names with few values each: closed words, topics, partitions. Never an account, a contact, a code, an address, nor
   * anything that a producer may choose freely (SEC-06).
   */
  readonly attributes: readonly string[];
}

/** Metrics by the name that code uses. */
export type MetricTable = Readonly<Record<string, Metric>>;
