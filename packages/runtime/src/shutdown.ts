import type { Log } from './log/log.ts';

/** One step of leaving, in the order of the array: not ready → stop fetching → finish → publish → close → flush. */
export interface ShutdownStep {
  readonly name: string;
  run(): Promise<void> | void;
}

/** How a process leaves (OVL-04). */
export interface ShutdownOptions {
  readonly steps: readonly ShutdownStep[];
  readonly log: Log;
  /** The step that is not done by then is left behind; the ones after it have until the hard exit. */
  readonly drainMs?: number;
  /** The process ends by then, whatever is still running. */
  readonly hardExitMs?: number;
  readonly signals?: SignalSource;
  readonly exit?: (code: number) => void;
}

/** Where signals come from: `process`. */
export interface SignalSource {
  on(signal: 'SIGTERM' | 'SIGINT', listener: () => void): unknown;
}

/** Leaves now, for a reason other than a signal; the process ends with `exitCode`. Only the first call counts. */
export type Leave = (reason: string, exitCode: number) => Promise<void>;

const DRAIN_MS = 20_000;
const HARD_EXIT_MS = 25_000;
const INTERRUPTED_EXIT_CODE = 130;

/**
 * Runs the steps in order on SIGTERM or Ctrl-C, then exits with 0; with 1 when a step failed or time ran out.
 * A second Ctrl-C exits at once. A second SIGTERM changes nothing: supervisors repeat it.
 */
export function leaveOnSignal(options: ShutdownOptions): Leave {
  const { log, signals = process, exit = (code) => process.exit(code) } = options;
  let leaving: Promise<void> | undefined;
  const leave: Leave = (reason, exitCode) => {
    leaving ??= drain(options, reason).then((complete) => exit(complete ? exitCode : Math.max(1, exitCode)));
    return leaving;
  };
  signals.on('SIGTERM', () => void leave('SIGTERM', 0));
  signals.on('SIGINT', () => {
    if (leaving === undefined) return void leave('SIGINT', 0);
    log.warn('Left at once on a second interrupt; what was in hand is done again at the next start.');
    exit(INTERRUPTED_EXIT_CODE);
  });
  return leave;
}

async function drain(options: ShutdownOptions, reason: string): Promise<boolean> {
  const { steps, log, drainMs = DRAIN_MS, hardExitMs = HARD_EXIT_MS, exit = (code) => process.exit(code) } = options;
  log.info('Leaving.', { reason });
  const hardExit = setTimeout(() => {
    log.error('Not done in time; left by force.', { after_ms: hardExitMs });
    exit(1);
  }, hardExitMs);
  const drained = timer(drainMs);
  let complete = true;
  let late = false;
  for (const step of steps) {
    // After the one step that took too long, the others (close, flush) have what is left until the hard exit.
    const result: StepResult = await (late ? runStep(step, log) : Promise.race([runStep(step, log), drained.promise]));
    if (result === 'late') log.error('A step of leaving was not done in time.', { step: step.name });
    late ||= result === 'late';
    complete &&= result === 'done';
  }
  drained.cancel();
  clearTimeout(hardExit);
  log.info('Left.', { complete });
  return complete;
}

type StepResult = 'done' | 'failed' | 'late';

async function runStep(step: ShutdownStep, log: Log): Promise<StepResult> {
  try {
    await step.run();
    return 'done';
  } catch (error) {
    log.error('A step of leaving failed.', { step: step.name, error });
    return 'failed';
  }
}

function timer(delayMs: number): { readonly promise: Promise<'late'>; cancel(): void } {
  const { promise, resolve } = Promise.withResolvers<'late'>();
  const handle = setTimeout(() => resolve('late'), delayMs);
  return { promise, cancel: () => clearTimeout(handle) };
}
