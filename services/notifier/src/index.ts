export { type NotifierHttpOptions, notifierHttp } from './http/notifier-http.ts';
export * from './run-notifier.ts';
