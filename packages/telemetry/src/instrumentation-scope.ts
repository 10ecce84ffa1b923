/** Name of the tracer and of the meter of all our spans and metrics. */
export const instrumentationScope = 'countersign';
