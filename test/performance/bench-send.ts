import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { isMissing, kafkaService, redisService } from '@countersign/testkit';
import { durabilityOf } from './about-redis.ts';
import { type MailClock, mailClock } from './mail-clock.ts';
import { type SendLoad, type SendingPlace, type SendingTold, sendLoad } from './send-load.ts';
import { quantile } from './table.ts';

/** Milliseconds: half of all, and all but one in a hundred. */
interface Spread {
  readonly p50: number;
  readonly p99: number;
}

/** From the broker's acknowledgement of a challenge to the whole message at the mail server, at each rate; null where nothing could be had. */
export interface SendFigures {
  readonly durability: string;
  readonly rates: readonly {
    readonly perSecond: number;
    readonly whole: Spread;
    /** Until the notifier saw it. */
    readonly read: Spread;
    /** From there until its claim was durable. */
    readonly claim: Spread;
    /** From there until the mail server had the message. */
    readonly send: Spread;
    /** The rest: what the must of 50 ms is about. */
    readonly beyondClaim: Spread;
  }[];
}

const rates = [10, 50, 100];

/** One notifier on a real Kafka, Redis and SMTP server: how soon a code leaves after its challenge was published. */
export async function benchSend(quick: boolean, say: (line: string) => void): Promise<SendFigures | null> {
  const [kafka, redis] = [await kafkaService({ dedicated: true }), await redisService({ dedicated: true })];
  if (isMissing(kafka) || isMissing(redis)) {
    const why = [kafka, redis].filter(isMissing).map(({ reason }) => reason);
    console.log(`SKIPPED, sending: ${why.join('; ')}.`);
    return null;
  }
  const seconds = quick ? 5 : 20;
  const warmUp = 100;
  const mail = await mailClock();
  const place: SendingPlace = {
    brokers: kafka.brokers,
    redisUrl: redis.url,
    smtpUrl: mail.url,
    topicPrefix: `send-${process.pid}.`,
    accounts: warmUp + rates.reduce((sum, perSecond) => sum + perSecond * seconds, 0),
  };
  const load = await sendLoad(place);
  const child = fork(join(import.meta.dirname, 'sending-notifier.ts'), {
    env: { ...process.env, BENCH_PLACE: JSON.stringify(place) },
  });
  try {
    const ready = answerOf(child);
    await load.publishContacts();
    say(`sending: the contacts of ${place.accounts} accounts are read …`);
    await ready;
    await measure({ child, load, mail }, warmUp, 50);
    const found: SendFigures['rates'][number][] = [];
    for (const perSecond of rates) {
      say(`sending: ${perSecond} challenges a second …`);
      found.push(await measure({ child, load, mail }, perSecond * seconds, perSecond));
    }
    const durability = await durabilityOf(redis);
    print(found, durability);
    return { durability, rates: found };
  } finally {
    child.send('close');
    await load.close();
    await mail.close();
    await kafka.stop();
    await redis.stop();
  }
}

const answerOf = (child: ChildProcess): Promise<SendingTold> =>
  new Promise((resolve) => child.once('message', (told) => resolve(told as SendingTold)));

interface Parts {
  readonly child: ChildProcess;
  readonly load: SendLoad;
  readonly mail: MailClock;
}

async function measure(
  { child, load, mail }: Parts,
  count: number,
  perSecond: number,
): Promise<SendFigures['rates'][number]> {
  const published = await load.publish(count, perSecond);
  while ([...published.keys()].some((id) => !mail.takenAtMs.has(id))) await new Promise((next) => setTimeout(next, 50));
  child.send('times');
  const told = await answerOf(child);
  if (told.type !== 'times') throw new Error('the notifier of the bench told no times');
  const [read, claimed] = [new Map(told.readAtMs), new Map(told.claimedAtMs)];
  const each = [...published].map(([id, publishedMs]) => {
    const at = (times: ReadonlyMap<string, number>): number => times.get(id) ?? Number.NaN;
    const [readMs, claimedMs, takenMs] = [at(read), at(claimed), at(mail.takenAtMs)];
    const parts = { whole: takenMs - publishedMs, read: readMs - publishedMs, claim: claimedMs - readMs };
    return { ...parts, send: takenMs - claimedMs, beyondClaim: parts.whole - parts.claim };
  });
  const spread = (part: keyof (typeof each)[number]): Spread => {
    const values = each.map((one) => one[part]);
    return { p50: tenths(quantile(values, 0.5)), p99: tenths(quantile(values, 0.99)) };
  };
  return {
    perSecond,
    whole: spread('whole'),
    read: spread('read'),
    claim: spread('claim'),
    send: spread('send'),
    beyondClaim: spread('beyondClaim'),
  };
}

function print(found: SendFigures['rates'], durability: string): void {
  console.log(
    `Challenge published → message at the SMTP server, one notifier, Kafka, Redis (${durability}), milliseconds:`,
  );
  const shown = ({ p50, p99 }: Spread): string => `p50 ${p50}, p99 ${p99}`;
  for (const { perSecond, whole, read, claim, send, beyondClaim } of found) {
    console.log(`  at ${perSecond} a second: ${shown(whole)}; beyond the durable claim ${shown(beyondClaim)}`);
    console.log(`    read ${shown(read)}; durably claimed ${shown(claim)}; sent ${shown(send)}`);
  }
}

const tenths = (ms: number): number => Math.round(ms * 10) / 10;
