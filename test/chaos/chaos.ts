// Kills services on a real Kafka and Redis and judges them by the topics (TST-02):
// node test/chaos/chaos.ts [--events 6000] [--seconds 40] [--scorer-kills 5] [--notifier-kills 3] [--stalls 0] [--patience 240]
import { parseArgs } from 'node:util';
import { isMissing, kafkaService, redisService } from '@countersign/testkit';
import { runChaos } from './run-chaos.ts';

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '6000' },
    seconds: { type: 'string', default: '40' },
    'scorer-kills': { type: 'string', default: '5' },
    'notifier-kills': { type: 'string', default: '3' },
    stalls: { type: 'string', default: '0' },
    patience: { type: 'string', default: '240' },
  },
});

const [kafka, redis] = await Promise.all([kafkaService({ dedicated: true }), redisService({ dedicated: true })]);
if (isMissing(kafka) || isMissing(redis)) {
  console.error(
    [kafka, redis]
      .filter(isMissing)
      .map(({ reason }) => reason)
      .join('\n'),
  );
  process.exit(2);
}
const events = Number(values.events);
const report = await runChaos(
  {
    load: { events, accounts: Math.max(50, Math.floor(events / 15)) },
    spreadMs: Number(values.seconds) * 1000,
    scorerKills: Number(values['scorer-kills']),
    notifierKills: Number(values['notifier-kills']),
    scorerStalls: Number(values.stalls),
    patienceMs: Number(values.patience) * 1000,
  },
  kafka,
  redis,
  (line) => console.log(line),
);
console.log(JSON.stringify(report, null, 2));
await Promise.all([kafka.stop(), redis.stop()]);
process.exit(report.violations.length === 0 && report.open === 0 ? 0 : 1);
