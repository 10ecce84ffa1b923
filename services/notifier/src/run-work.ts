import {
  type AccountErasure,
  type CommittedInput,
  type ErasurePorts,
  type NotifierSettings,
  createAccountErasure,
  createTellHeldAct,
  topicNames,
  untraced,
} from '@countersign/engine';
import type { Log, MessageIdentity, contactSettings } from '@countersign/runtime';
import { caseMetrics } from './case-metrics.ts';
import { notifierMetrics } from './notifier-metrics.ts';
import { otelNotifierTrace } from './otel-notifier-trace.ts';
import { type RunningCases, runCases } from './run-cases.ts';
import { type RunningNotifierService, runNotifier } from './run-notifier.ts';

/** What the work of a notifier process is started with. */
export interface WorkParts {
  readonly ports: ErasurePorts;
  readonly input: CommittedInput;
  readonly topicPrefix: string;
  readonly identity: MessageIdentity;
  readonly contacts: ReturnType<typeof contactSettings> & Pick<NotifierSettings, 'phoneCountries'>;
  /** Where customers reach the notifier's pages; without it mail has no link. */
  readonly publicUrl: string | undefined;
  readonly isTraced: boolean;
  readonly log: Log;
}

/** Codes and cases at work, side by side. */
export interface RunningWork {
  readonly notifier: RunningNotifierService['notifier'];
  readonly cases: RunningCases['cases'];
  readonly privacy: AccountErasure;
  readonly failed: Promise<never>;
  stop(): Promise<void>;
}

/** Starts both, each with a group of its own. */
export async function runWork(parts: WorkParts): Promise<RunningWork> {
  const { ports, input, topicPrefix, identity, contacts, publicUrl, isTraced, log } = parts;
  const topics = topicNames(topicPrefix);
  const trace = isTraced ? otelNotifierTrace(topics.outcomes) : untraced;
  const notifier = { topics, identity, ...contacts, publicUrl, observer: notifierMetrics(log), trace };
  const cases = { topics, observer: caseMetrics(log) };
  const privacy = createAccountErasure(ports, { notifier, cases });
  const notifying = await runNotifier({
    ports,
    input,
    groupId: `${topicPrefix}countersign-notifier`,
    settings: notifier,
  });
  const holding = await runCases({
    ports,
    input,
    groupId: `${topicPrefix}countersign-cases`,
    settings: { ...cases, tellHeld: createTellHeldAct(notifying.notifier.tell) },
    beside: privacy.handle,
  });
  const sealing = privacy.start();
  return {
    notifier: notifying.notifier,
    cases: holding.cases,
    privacy,
    failed: Promise.race([notifying.failed, holding.failed]),
    async stop() {
      await Promise.all([notifying.stop(), holding.stop(), sealing.stop()]);
    },
  };
}
