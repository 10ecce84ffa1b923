import { ownKafka } from './obtain-service.ts';
import { openSharedKafka } from './shared-kafka.ts';

let users = 0;
let close: Promise<() => Promise<void>> | undefined;

/** Vitest's global set-up: every project of a run that names it shares one Kafka, started when first asked for. */
export const setup = async (): Promise<void> => {
  users += 1;
  close ??= openSharedKafka(ownKafka);
  await close;
};

export const teardown = async (): Promise<void> => {
  users -= 1;
  if (users === 0) await (await close)?.();
};
