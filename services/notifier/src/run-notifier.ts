import {
  type CommittedInput,
  type Notifier,
  type NotifierPorts,
  type NotifierSettings,
  createNotifier,
  notifierInputs,
} from '@countersign/engine';

/** What a notifier is started with. */
export interface NotifierParts {
  readonly ports: NotifierPorts;
  readonly input: CommittedInput;
  readonly groupId: string;
  readonly settings: NotifierSettings;
}

/** A notifier at work. */
export interface RunningNotifierService {
  readonly notifier: Notifier;
  /** Rejects when reading ended for a reason that only a new start mends. */
  readonly failed: Promise<never>;
  partitions(): readonly number[];
  stop(): Promise<void>;
}

const maxRecords = 200;

/** Claims challenges and contacts from the log, sends codes and publishes outcomes until it is stopped. */
export async function runNotifier({ ports, input, groupId, settings }: NotifierParts): Promise<RunningNotifierService> {
  const notifier = createNotifier(ports, settings);
  const rounds = notifier.start();
  const running = await input.run({
    groupId,
    topics: notifierInputs(settings.topics),
    maxRecords,
    handle: (records) => notifier.handle(records),
  });
  return {
    notifier,
    failed: running.failed,
    partitions: () => running.partitions(),
    async stop() {
      await running.stop();
      await rounds.stop();
    },
  };
}
