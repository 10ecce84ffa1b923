export { type NotifierHttpOptions, notifierHttp } from './http/notifier-http.ts';
export * from './case-metrics.ts';
export * from './notifier-metrics.ts';
export * from './otel-notifier-trace.ts';
export { senderRules } from './phone-senders.ts';
export * from './run-cases.ts';
export * from './run-notifier.ts';
export * from './notifier-labelling.ts';
export * from './senders.ts';
