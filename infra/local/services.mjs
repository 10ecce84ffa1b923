/** What test suites and `up.mjs` start: real servers on loopback, owned by the process that starts them. */
export { freePort } from './free-port.mjs';
export { missingForKafka, startKafka } from './kafka.mjs';
export { missingForRedis, startRedis, startRedisCluster } from './redis.mjs';
