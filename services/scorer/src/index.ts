export * from './cluster-ports.ts';
export * from './configuration.ts';
export * from './edit-policy-text.ts';
export * from './load-policy.ts';
export { type ModelFolder, modelDigest, modelFolder } from './model-folder.ts';
export * from './otel-scorer-trace.ts';
export * from './policy-text.ts';
export * from './run-scorer.ts';
export * from './scorer-metrics.ts';
