/** A notifier on Kafka, Redis and a mail server as `services/notifier` composes it, which notes when it read and claimed each challenge. */
import { type ChallengeStore, silentNotifierObserver, topicNames, untraced } from '@countersign/engine';
import { connectKafka } from '@countersign/kafka';
import { smtpSender } from '@countersign/mail';
import { runNotifier } from '@countersign/notifier';
import { openRedis } from '@countersign/redis';
import { contactVault, keyRing, nodeMac, systemClock, systemRandomness } from '@countersign/runtime';
import { sharedMs } from './mail-clock.ts';
import type { SendingPlace, SendingTold } from './send-load.ts';

const place = JSON.parse(process.env['BENCH_PLACE'] ?? '{}') as SendingPlace;
const tell = (told: SendingTold): void => void process.send?.(told);
const secret = (): readonly { kid: string; secret: Uint8Array }[] => [
  { kid: 'k1', secret: systemRandomness.bytes(32) },
];
const ring = keyRing({ pseudonym: secret(), code: secret(), outcome: secret(), link: secret(), contacts: secret() });

const topics = topicNames(place.topicPrefix);
const kafka = connectKafka({ brokers: place.brokers, clientId: 'sending-notifier' });
const redis = openRedis({ urls: [place.redisUrl], durability: { kind: 'fsync' }, commandTimeoutMs: 10_000 });
const readAtMs = new Map<string, number>();
const claimedAtMs = new Map<string, number>();
/** The first look at the budget of a challenge's account begins its claim; it ends when the claim is durable. */
const noting: ChallengeStore = {
  ...redis.challenges,
  async transition(transition) {
    const receipt = await redis.challenges.transition(transition);
    if (transition.expectedVersion > 0 || transition.challengeId.includes(':')) return receipt;
    return {
      ...receipt,
      async durable() {
        await receipt.durable();
        claimedAtMs.set(transition.challengeId, sharedMs());
      },
    };
  },
};
let contacts = 0;
const running = await runNotifier({
  ports: {
    challenges: noting,
    contacts: redis.contacts,
    vault: contactVault(ring, systemRandomness),
    senders: { email: smtpSender({ url: place.smtpUrl, from: 'shop@example.com', fromName: 'Example Shop' }) },
    publisher: kafka.publisher,
    clock: systemClock,
    randomness: systemRandomness,
    mac: nodeMac(ring),
  },
  input: {
    run: (given) =>
      kafka.committedInput.run({
        ...given,
        handle(records) {
          for (const { topic, value } of records) {
            if (topic === topics.challenges) readAtMs.set(JSON.parse(String(value)).id, sharedMs());
          }
          return given.handle(records);
        },
      }),
  },
  groupId: `${place.topicPrefix}notifier`,
  settings: {
    topics,
    identity: { brand: 'Example Shop', supportContact: 'support@example.com' },
    observer: {
      ...silentNotifierObserver,
      contactsStored() {
        contacts += 1;
        if (contacts === place.accounts) tell({ type: 'ready' });
      },
    },
    trace: untraced,
  },
});

process.on('message', (order: 'times' | 'close') => {
  if (order === 'times') tell({ type: 'times', readAtMs: [...readAtMs], claimedAtMs: [...claimedAtMs] });
  else void running.stop().then(() => process.exit(0));
});
process.on('disconnect', () => process.exit(0));
