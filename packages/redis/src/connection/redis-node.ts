import { Command, type Redis } from 'ioredis';
import type { RoundTrip } from '../redis-options.ts';
import { unavailable } from '../unavailable.ts';
import type { RedisCommand } from './redis-command.ts';

/** One server and our one connection to it. */
export interface RedisNode {
  /** `host:port` */
  readonly address: string;
  /** How often the connection was lost: what was sent before a loss may be gone (DEL-05). */
  losses(): number;
  /** Resolves when commands may be sent. @throws CountersignError `store_unavailable` */
  ready(): Promise<void>;
  /** Sends all commands in one pipeline; a promise per reply, bytes as Buffer. Rejections need no handler. */
  send(call: string, commands: readonly RedisCommand[]): readonly Promise<unknown>[];
}

export interface NodeSettings {
  readonly connectTimeoutMs: number;
  readonly onRoundTrip: (trip: RoundTrip) => void;
  /** The node said that it does not serve the slot (any more). */
  readonly onMisrouted: () => void;
}

export function redisNode(redis: Redis, settings: NodeSettings): RedisNode {
  const address = `${redis.options.host}:${redis.options.port}`;
  let losses = 0;
  let problem = 'the connection was lost';
  let attempt: Promise<void> | undefined;
  const awaitAttempt = (): Promise<void> => {
    attempt ??= becomeReady(redis, address, settings.connectTimeoutMs, () => problem).finally(() => {
      attempt = undefined;
    });
    return attempt;
  };
  redis.on('close', () => {
    losses += 1;
  });
  redis.on('error', (error: Error) => {
    problem = error.message; // Said to the caller of every call that it makes fail.
  });
  const gather = gatherer(redis);
  const tell = (call: string, commands: number, startedMs: number, failure?: unknown): void => {
    if (failure instanceof Error && misrouted.test(failure.message)) settings.onMisrouted();
    const durationMs = performance.now() - startedMs;
    settings.onRoundTrip({ call, node: address, commands, durationMs, ok: failure === undefined });
  };
  return {
    address,
    losses: () => losses,
    ready: () => (redis.status === 'ready' ? Promise.resolve() : awaitAttempt()),
    send(call, commands) {
      const sent = commands.map(({ name, args }) => new Command(name, [...args], { replyEncoding: null }));
      const startedMs = performance.now();
      const replies = sent.map(({ promise }) => promise);
      Promise.all(replies).then(
        () => tell(call, sent.length, startedMs),
        (failure: unknown) => tell(call, sent.length, startedMs, failure),
      );
      gather(sent);
      return replies;
    },
  };
}

/**
 * What callers send within one turn of the event loop goes out as one write to the socket, and one fsync of the server covers all of
 * it. Each caller's commands stay side by side, so that a WAIT follows its write. The library's own pipelines gather the same, but
 * keep books of every reply, which costs a fifth of a short call.
 */
function gatherer(redis: Redis): (sent: readonly Command[]) => void {
  let gathered: (readonly Command[])[] = [];
  const sendAll = (): void => {
    const calls = gathered;
    gathered = [];
    const { stream } = redis;
    stream?.cork();
    for (const sent of calls) for (const command of sent) void redis.sendCommand(command);
    stream?.uncork();
  };
  return (sent) => {
    if (gathered.length === 0) setImmediate(sendAll);
    gathered.push(sent);
  };
}

const misrouted = /^(MOVED|ASK|CLUSTERDOWN|TRYAGAIN|READONLY|LOADING|MASTERDOWN)\b|Connection is closed/;

/** No queue of our own while Redis is away: a call waits for a connection attempt under way, never for the next (IOR-01). */
async function becomeReady(redis: Redis, address: string, timeoutMs: number, problem: () => string): Promise<void> {
  if (redis.status === 'wait') redis.connect().catch(() => {});
  if (redis.status !== 'connecting' && redis.status !== 'connect') {
    throw unavailable('a connection', address, problem());
  }
  await new Promise<void>((resolve, reject) => {
    const settle = (why?: string): void => {
      clearTimeout(timer);
      redis.off('ready', succeed).off('close', fail);
      if (why === undefined) resolve();
      else reject(unavailable('a connection', address, why));
    };
    const succeed = (): void => settle();
    const fail = (): void => settle(problem());
    const timer = setTimeout(() => settle(`no answer within ${timeoutMs} ms`), timeoutMs);
    redis.on('ready', succeed).on('close', fail);
  });
}
