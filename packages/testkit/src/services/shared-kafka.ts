import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { KafkaService, MissingService } from './test-service.ts';

const addressVariable = 'TEST_KAFKA_BROKER_OFFICE';

type Obtained = KafkaService | MissingService;

/**
 * Opens the office of a test run: a loopback address where any test file gets the one broker of the run,
 * which is started when the first of them asks. Returns what closes the office and ends the broker.
 */
export const openSharedKafka = async (start: () => Promise<Obtained>): Promise<() => Promise<void>> => {
  let obtained: Promise<Obtained> | undefined;
  const obtain = async (): Promise<string> => {
    obtained ??= start();
    return JSON.stringify(await obtained.catch((error: unknown) => ({ how: 'missing', reason: String(error) })));
  };
  const server = createServer((_request, response) => {
    void obtain().then((answer) => response.end(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  process.env[addressVariable] = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return async () => {
    delete process.env[addressVariable];
    server.close();
    const kafka = await obtained?.catch(() => undefined);
    if (kafka !== undefined && kafka.how !== 'missing') await kafka.stop();
  };
};

/** The broker of this test run; `undefined` where no office is open. */
export const sharedKafka = async (): Promise<Obtained | undefined> => {
  const address = process.env[addressVariable];
  if (address === undefined) return undefined;
  const answer = (await (await fetch(address)).json()) as Omit<KafkaService, 'stop' | 'control'> | MissingService;
  return answer.how === 'missing'
    ? answer
    : { how: answer.how, reason: answer.reason, brokers: answer.brokers, stop: async () => {} };
};
