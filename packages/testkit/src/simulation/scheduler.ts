import type { SeededRandom } from './seeded-random.ts';

/** A simulated operating-system process; what it waits for never comes back once it is dead. */
export interface SimProcess {
  readonly name: string;
  alive: boolean;
}

interface Task {
  readonly process: SimProcess | undefined;
  readonly run: () => void;
}

interface Timer extends Task {
  readonly atMs: number;
}

/**
 * One seeded order of everything that happens. Work waits in `ready` until it is drawn; time stands still while there is any
 * (but for one millisecond a step) and then jumps to the next timer.
 */
export interface Scheduler {
  readonly random: SeededRandom;
  nowMs(): number;
  /** Run when drawn; `process` undefined: the network, which outlives every process. */
  add(process: SimProcess | undefined, run: () => void): void;
  after(process: SimProcess | undefined, delayMs: number, run: () => void): () => void;
  /** Resolves when drawn. */
  turn(process: SimProcess): Promise<void>;
  /** One step; false when nothing is left to happen. */
  step(): Promise<boolean>;
}

const macrotask = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export function createScheduler(random: SeededRandom, startMs: number): Scheduler {
  let nowMs = startMs;
  const ready: Task[] = [];
  const timers = new Set<Timer>();

  const draw = (): Task | undefined => {
    while (ready.length > 0) {
      const at = random.below(ready.length);
      const task = ready[at];
      const last = ready.pop();
      if (last !== undefined && at < ready.length) ready[at] = last;
      if (task !== undefined && task.process?.alive !== false) return task;
    }
    return undefined;
  };
  const releaseDue = (): void => {
    for (const timer of timers) {
      if (timer.atMs > nowMs) continue;
      timers.delete(timer);
      ready.push(timer);
    }
  };
  const jump = (): boolean => {
    let next = Number.POSITIVE_INFINITY;
    for (const timer of timers) {
      if (timer.process?.alive === false) timers.delete(timer);
      else next = Math.min(next, timer.atMs);
    }
    if (next === Number.POSITIVE_INFINITY) return false;
    nowMs = Math.max(nowMs, next);
    releaseDue();
    return true;
  };
  return {
    random,
    nowMs: () => nowMs,
    add: (process, run) => void ready.push({ process, run }),
    after(process, delayMs, run) {
      const timer = { process, run, atMs: nowMs + Math.max(0, delayMs) };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    turn: (process) => new Promise((resolve) => ready.push({ process, run: resolve })),
    async step() {
      nowMs += 1;
      releaseDue();
      const task = draw();
      if (task === undefined) return jump();
      task.run();
      await macrotask();
      return true;
    },
  };
}
