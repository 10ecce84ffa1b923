import {
  type CasePorts,
  type CommittedInput,
  type NotifierPorts,
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
  readonly ports: NotifierPorts & CasePorts;
  readonly input: CommittedInput;
  readonly topicPrefix: string;
  readonly identity: MessageIdentity;
  readonly contacts: ReturnType<typeof contactSettings>;
  readonly isTraced: boolean;
  readonly log: Log;
}

/** Codes and cases at work, side by side. */
export interface RunningWork {
  readonly notifier: RunningNotifierService['notifier'];
  readonly cases: RunningCases['cases'];
  readonly failed: Promise<never>;
  stop(): Promise<void>;
}

/** Starts both, each with a group of its own. */
export async function runWork({
  ports,
  input,
  topicPrefix,
  identity,
  contacts,
  isTraced,
  log,
}: WorkParts): Promise<RunningWork> {
  const topics = topicNames(topicPrefix);
  const trace = isTraced ? otelNotifierTrace(topics.outcomes) : untraced;
  const notifying = await runNotifier({
    ports,
    input,
    groupId: `${topicPrefix}countersign-notifier`,
    settings: { topics, identity, ...contacts, observer: notifierMetrics(log), trace },
  });
  const holding = await runCases({
    ports,
    input,
    groupId: `${topicPrefix}countersign-cases`,
    settings: { topics, observer: caseMetrics(log), tellHeld: createTellHeldAct(notifying.notifier.tell) },
  });
  return {
    notifier: notifying.notifier,
    cases: holding.cases,
    failed: Promise.race([notifying.failed, holding.failed]),
    async stop() {
      await Promise.all([notifying.stop(), holding.stop()]);
    },
  };
}
