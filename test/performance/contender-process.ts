/** What a contender's process is told, in its environment. */
export interface ContenderPlace {
  readonly brokers: readonly string[];
  readonly redisUrl: string;
  readonly input: string;
  readonly output: string;
  readonly groupId: string;
}

export const contenderPlace = (): ContenderPlace => JSON.parse(process.env['BENCH_PLACE'] ?? '{}');

/** What a contender offers: work that waits at a gate. */
export interface Contender {
  /** Works through so many further events, resolves when the last output is acknowledged. */
  run(events: number): Promise<void>;
  /** Opens the gate for good, for a load that comes as it comes. */
  open(): void;
  close(): Promise<void>;
}

/** From the parent: work through `events`, or open the gate. Back: what a round took, in seconds by the clock and of CPU. */
export type Order = { readonly run: number } | { readonly open: true } | { readonly close: true };
export interface Round {
  readonly seconds: number;
  readonly cpuSeconds: number;
}

/** Answers the parent's orders; the child's whole life. */
export function serveOrders(contender: Contender): void {
  const obey = async (order: Order): Promise<void> => {
    if ('close' in order) {
      await contender.close();
      return process.exit(0);
    }
    if ('open' in order) return contender.open();
    const startMs = performance.now();
    const startCpu = process.cpuUsage();
    await contender.run(order.run);
    const { user, system } = process.cpuUsage(startCpu);
    const round: Round = { seconds: (performance.now() - startMs) / 1_000, cpuSeconds: (user + system) / 1e6 };
    process.send?.(round);
  };
  process.on('message', (order: Order) => void obey(order));
  process.on('disconnect', () => process.exit(0));
  process.send?.('ready');
}

/** Opens for a number of outputs and shuts again; `count` is told of those that were acknowledged. */
export function createGate() {
  let gate = Promise.withResolvers<void>();
  let reached = (): void => {};
  let left = 0;
  let isForGood = false;
  return {
    passed: () => gate.promise,
    count(outputs: number): void {
      left -= outputs;
      if (left > 0 || isForGood) return;
      gate = Promise.withResolvers();
      reached();
    },
    run: (events: number): Promise<void> => {
      left = events;
      const done = new Promise<void>((resolve) => (reached = resolve));
      gate.resolve();
      return done;
    },
    open(): void {
      isForGood = true;
      gate.resolve();
    },
  };
}
