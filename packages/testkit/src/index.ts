export * from './fakes/memory-challenge-store.ts';
export * from './fakes/memory-contact-store.ts';
export * from './contracts/message-sender.contract.ts';
export * from './simulation/mutations.ts';
export * from './simulation/seeded-random.ts';
export * from './simulation/world.ts';
export { describeWithService } from './services/describe-with-service.ts';
export { isMissing, kafkaService, redisClusterService, redisService } from './services/obtain-service.ts';
export type * from './services/test-service.ts';
