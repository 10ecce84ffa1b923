import type { EmailMessage, NotifierObserver, OutgoingRecord, ScorerObserver } from '@countersign/engine';
import { silentNotifierObserver, silentObserver } from '@countersign/engine';
import type { Decision } from '@countersign/events';
import type { DemoSender } from '../installation/demo-sender.ts';
import type { EmbeddedInstallation } from '../installation/embedded-installation.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** Counts what scorer and notifier do, so that a demonstration knows when everything it caused is done. */
export interface Watcher {
  readonly scorerObserver: ScorerObserver;
  readonly notifierObserver: NotifierObserver;
  /** Events that were decided, recognised as repeated, or refused. */
  handled(): number;
  /** Calls back for every decision. */
  onDecision(listener: ((decision: Decision) => void) | undefined): void;
  /** True when every challenge was sent or ended, and every outcome changed its profile. */
  isQuiet(): boolean;
}

export function createWatcher(): Watcher {
  let listener: ((decision: Decision) => void) | undefined;
  let handled = 0;
  let challenges = 0;
  let begun = 0;
  let outcomes = 0;
  let applied = 0;
  return {
    scorerObserver: {
      ...silentObserver,
      decided(_type, _action, read) {
        const decision = read();
        handled += 1;
        if (decision.challenge !== undefined) challenges += 1;
        listener?.(decision);
      },
      duplicate: () => void (handled += 1),
      deadLetter: () => void (handled += 1),
      outcomeApplied: () => void (applied += 1),
    },
    notifierObserver: {
      ...silentNotifierObserver,
      outcome(kind) {
        outcomes += 1;
        if (kind === 'sent' || kind === 'undeliverable' || kind === 'suppressed') begun += 1;
      },
    },
    handled: () => handled,
    onDecision: (next) => void (listener = next),
    isQuiet: () => begun >= challenges && applied >= outcomes,
  };
}

/** A virtual world around an embedded installation: its time, its customers' inboxes, its upstream (DEL-12). */
export interface Stage {
  readonly clock: VirtualClock;
  readonly installation: EmbeddedInstallation;
  /** Publishes each record at its own log time; resolves when all of them were handled and everything they caused is done. */
  play(records: readonly { readonly timeMs: number; readonly record: OutgoingRecord }[]): Promise<void>;
  /** Resolves when nothing is under way. */
  quiet(): Promise<void>;
  onDecision(listener: ((decision: Decision) => void) | undefined): void;
  /** Newest message by challenge id. */
  message(challengeId: string): EmailMessage | undefined;
}

/** Time of the log during a demonstration; a plain holder, because the log asks for it at every append. */
export interface LogTime {
  nowMs: number;
}

const pollMs = 1;
/** Virtual time that passes meanwhile: what gathers for a few milliseconds need not wait for them. */
const passingMs = 20;
const pollsUntilTick = 100;
const tickMs = 500;

export function createStage(
  installation: EmbeddedInstallation,
  clock: VirtualClock,
  logTime: LogTime,
  watcher: Watcher,
  sender: DemoSender,
): Stage {
  const messages = new Map<string, EmailMessage>();
  sender.capture((message) => void messages.set(message.id.split('.')[0] ?? '', message));
  const until = async (isDone: () => boolean): Promise<void> => {
    for (let polls = 1; !isDone(); polls += 1) {
      await new Promise((resolve) => setTimeout(resolve, pollMs));
      // Something waits for more time to pass, a retry for example.
      clock.advance(clock.now() + (polls % pollsUntilTick === 0 ? tickMs : passingMs));
    }
  };
  const quiet = (): Promise<void> => until(watcher.isQuiet);
  return {
    clock,
    installation,
    quiet,
    onDecision: watcher.onDecision,
    message: (challengeId) => messages.get(challengeId),
    async play(records) {
      const [first] = records;
      if (first === undefined) return;
      const events = records.filter(({ record }) => record.topic === installation.topics.events).length;
      const handledAfter = watcher.handled() + events;
      clock.advance(first.timeMs);
      const published = records.map(({ timeMs, record }) => {
        logTime.nowMs = Math.max(logTime.nowMs, timeMs);
        return installation.embedded.publisher.publish([record]);
      });
      await Promise.all(published);
      await until(() => watcher.handled() >= handledAfter);
      await quiet();
    },
  };
}
