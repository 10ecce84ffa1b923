import type { CaseStore, Transition } from '@countersign/engine';
import { call, type DurableWrites, durableCall } from '../connection/durable-call.ts';
import { asBuffer, type RedisCommand, redisCommand, scriptCommand } from '../connection/redis-command.ts';
import type { Servers } from '../connection/servers.ts';
import { evenTags, type HashTag, tagOf } from '../layout/hash-tags.ts';
import type { KeyNames } from '../layout/key-names.ts';
import { transitionScript } from './challenge-scripts.ts';
import { takeDueFrom, waitingIn } from './due-queue.ts';
import { recordOutbox } from './record-outbox.ts';

/**
 * Challenges, or under other key names cases, with due times and outbox, spread over 64 hash tags by id; a transition is one
 * script.
 */
export function redisChallengeStore(servers: Servers, keys: KeyNames, durable: DurableWrites): CaseStore {
  const tags = evenTags('c');
  return {
    async load(challengeId) {
      const tag = tagOf(tags, challengeId);
      const node = await servers.nodeOf(tag.slot);
      const command = redisCommand('hmget', keys.challenge(tag, challengeId), 'state', 'version');
      const [reply] = await call(node, 'load-challenge', [command]);
      const [state, version] = reply as (Buffer | null)[];
      return state && version ? { state, version: Number(version.toString()) } : undefined;
    },
    async transition(transition) {
      const tag = tagOf(tags, transition.challengeId);
      const node = await servers.nodeOf(tag.slot);
      const command = transitionCommand(keys, tag, transition);
      const { result, durable: kept } = await durableCall(node, 'transition', [command], durable);
      return { result: result[0] === 1 ? 'stored' : 'conflict', durable: kept };
    },
    takeDue: takeDueFrom(servers, keys, tags),
    waiting: waitingIn(servers, keys, tags),
    ...recordOutbox(servers, keys, tags, durable),
  };
}

function transitionCommand(keys: KeyNames, tag: HashTag, transition: Transition): RedisCommand {
  const { challengeId, expectedVersion, state, outbox, dueAtMs, keepUntilMs } = transition;
  const { due, dueTimes, waiting, records, ages, marks } = keys.challengeQueues(tag);
  return scriptCommand(
    transitionScript,
    [keys.challenge(tag, challengeId), due, dueTimes, waiting, records, ages, marks],
    [
      challengeId,
      expectedVersion,
      asBuffer(state),
      dueAtMs ?? '',
      keepUntilMs,
      ...outbox.flatMap(({ id, bytes }) => [id, asBuffer(bytes)]),
    ],
  );
}
