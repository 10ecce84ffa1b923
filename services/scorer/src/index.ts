export * from './load-policy.ts';
export * from './run-scorer.ts';
export * from './scorer-metrics.ts';
