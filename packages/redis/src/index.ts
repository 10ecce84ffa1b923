export * from './open-redis.ts';
export type * from './redis-options.ts';
