export * from './draft.ts';
export * from './features/features.ts';
export * from './order-time.ts';
export * from './scoring-input.ts';
export * from './verdict.ts';
