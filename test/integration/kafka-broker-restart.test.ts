import { describeWithService, kafkaService } from '@countersign/testkit';
import { expect, test } from 'vitest';
import { connect, createLedger, createTopic, ledgerHandler, outgoing, uniqueName, until } from './kafka-fixture.ts';

const ownKafka = () => kafkaService({ dedicated: true });

await describeWithService('kafka', 'a broker that is killed and comes back', ownKafka, (kafka) => {
  test('publishing is rejected as unknown while it is away, and reading goes on afterwards without a gap', async () => {
    const ports = connect(kafka);
    const topic = await createTopic(kafka, 2);
    const ledger = createLedger();
    const input = await ports.partitionedInput.run({
      groupId: uniqueName('group'),
      topics: [topic],
      maxRecords: 50,
      handler: ledgerHandler(ledger),
    });
    const publish = (from: number): Promise<void> =>
      ports.publisher.publish(Array.from({ length: 100 }, (_, n) => outgoing(topic, `${from + n}`)));
    await publish(0);
    await until(() => ledger.accepted.length >= 100);

    await kafka.control?.kill();
    await expect(publish(100)).rejects.toMatchObject({ code: 'log_unavailable', retryable: true });
    await kafka.control?.restart();
    await publish(200);
    await until(async () => {
      const held = await Promise.all(
        [0, 1].map(async (partition) => (await ports.reader.bounds(topic, partition)).high),
      );
      return ledger.accepted.length === (held[0] ?? 0) + (held[1] ?? 0);
    });
    expect(ledger.accepted.length).toBeGreaterThanOrEqual(200);
    expect(new Set(ledger.accepted).size).toBe(ledger.accepted.length);
    expect(ledger.refused).toEqual([]);
    await expect(Promise.race([input.failed, Promise.resolve('still reading')])).resolves.toBe('still reading');
    await input.stop();
    await ports.close();
  });
});
