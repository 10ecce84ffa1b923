export { describeWithService } from './services/describe-with-service.ts';
export { isMissing, kafkaService, redisClusterService, redisService } from './services/obtain-service.ts';
export type * from './services/test-service.ts';
