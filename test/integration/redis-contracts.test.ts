import { describeWithService, redisClusterService, redisService } from '@countersign/testkit';
import { redisContracts } from './redis-fixture.ts';

await describeWithService('redis', 'stores on one Redis', redisService, (redis) => {
  redisContracts('one Redis', [redis.url]);
});

await describeWithService('redis-cluster', 'stores on a Redis Cluster', redisClusterService, (cluster) => {
  redisContracts('a Redis Cluster', cluster.urls);
});
