import { Command, Pipeline, type Redis } from 'ioredis';
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
  const gather = gatherer(redis, ({ call, sent, startedMs }, failure) => {
    if (failure && misrouted.test(failure.message)) settings.onMisrouted();
    const durationMs = performance.now() - startedMs;
    settings.onRoundTrip({ call, node: address, commands: sent.length, durationMs, ok: failure === undefined });
  });
  return {
    address,
    losses: () => losses,
    ready: () => (redis.status === 'ready' ? Promise.resolve() : awaitAttempt()),
    send(call, commands) {
      const sent = commands.map(({ name, args }) => new Command(name, [...args], { replyEncoding: null }));
      gather({ call, sent, startedMs: performance.now() });
      return sent.map(({ promise }) => promise);
    },
  };
}

interface Call {
  readonly call: string;
  readonly sent: readonly Command[];
  readonly startedMs: number;
}

/**
 * What callers send within one turn of the event loop goes out as one pipeline: one write to the socket, and one fsync of the
 * server for all of it. Each caller's commands stay side by side, so that a WAIT follows its write.
 */
function gatherer(redis: Redis, told: (call: Call, failure: Error | null | undefined) => void): (call: Call) => void {
  let gathered: Call[] = [];
  const sendAll = (): void => {
    const calls = gathered;
    gathered = [];
    const pipeline = new Pipeline(redis);
    for (const { sent } of calls) for (const command of sent) pipeline.sendCommand(command);
    const report = (results: readonly (readonly [Error | null, unknown])[] | null): void => {
      let at = 0;
      for (const call of calls) {
        const own = results?.slice(at, at + call.sent.length);
        at += call.sent.length;
        told(call, own === undefined ? null : own.find(([failure]) => failure !== null)?.[0]);
      }
    };
    void pipeline.exec().then(report, () => report(null));
  };
  return (call) => {
    if (gathered.length === 0) setImmediate(sendAll);
    gathered.push(call);
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
