import type { Step } from './explore.ts';
import { events, type Held, type Outbox, type Stored, type Worker, wordingOf, type World } from './world.ts';

/** The guards of the protocol, each of which may be left out. */
export const guards = [
  'position check',
  'applyId',
  'publish again at takeover',
  'durable before publishing',
  'durable at takeover',
  'final bytes in the outbox',
  'published before the next apply',
  'positions at load',
] as const;
export type Guard = (typeof guards)[number];

type Has = (guard: Guard) => boolean;
/** What a worker's next action changes, and the words for it. */
interface Action {
  readonly what: string;
  readonly worker: Worker;
  readonly master?: Stored;
  readonly publish?: string;
  readonly left?: Partial<World['left']>;
}

const away: Worker = { at: 'away' };

/** What worker `which` may do next; nothing while it waits. */
export function actionsOf(world: World, which: 0 | 1, has: Has): readonly Step<World>[] {
  const name = which === 0 ? 'A' : 'B';
  return actions(world.workers[which], world, name, has).map(({ what, worker, master, publish, left }) => ({
    what: `${name} ${what}`,
    to: {
      ...world,
      workers: which === 0 ? [worker, world.workers[1]] : [world.workers[0], worker],
      master: master ?? world.master,
      published: publish ? [...new Set([...world.published, publish])].sort() : world.published,
      left: { ...world.left, ...left },
    },
  }));
}

function actions(worker: Worker, world: World, name: string, has: Has): readonly Action[] {
  switch (worker.at) {
    case 'away':
      return takesOver(world, name);
    case 'waits for its takeover':
      return waits(worker, has('durable at takeover'), { ...worker, at: 'publishes again' });
    case 'publishes again':
      return [publishesAgain(worker, world, has)];
    case 'loads':
      return loads(worker, world, has);
    case 'scores':
      return [scores(worker, world)];
    case 'applies':
    case 'applies again':
      return applies(worker, world, has);
    case 'waits for its apply':
      return waits(worker, has('durable before publishing'), { ...worker, at: 'publishes' });
    case 'publishes':
      return publishes(worker, has);
  }
}

function takesOver({ master, left }: World, name: string): readonly Action[] {
  if (left.takeovers === 0) return [];
  const worker: Worker = {
    at: 'waits for its takeover',
    name: `${name}${left.takeovers}`,
    position: master.position,
    profile: null,
    found: master.outbox,
    write: 'may be lost', // the marker that it writes first
    owed: [],
  };
  return [{ what: 'takes over', worker, left: { takeovers: left.takeovers - 1 } }];
}

function waits(worker: Held, isGuarded: boolean, then: Worker): readonly Action[] {
  if (!isGuarded || worker.write === 'durable') return [{ what: 'goes on', worker: then }];
  return worker.write === 'lost' ? [{ what: 'finds its write lost', worker: away }] : [];
}

function publishesAgain(worker: Held, { policy }: World, has: Has): Action {
  const next: Worker = { ...worker, at: 'loads', found: null };
  const { found } = worker;
  if (found === null || !has('publish again at takeover')) return { what: 'goes on', worker: next };
  const wording = has('final bytes in the outbox') ? found.wording : wordingOf(found.before, found.event, policy);
  return { what: `publishes "${wording}" again`, worker: next, publish: wording };
}

function loads(worker: Held, { master }: World, has: Has): readonly Action[] {
  if (worker.position === events) return [];
  if (worker.profile !== null) return [{ what: 'has the profile', worker: { ...worker, at: 'scores' } }];
  if (has('positions at load') && master.position !== worker.position)
    return [{ what: 'finds the store moved', worker: away }];
  return [{ what: `loads "${master.profile}"`, worker: { ...worker, at: 'scores', profile: master.profile } }];
}

function scores(worker: Held, { policy }: World): Action {
  const before = worker.profile ?? '';
  const batch: Outbox = { before, event: worker.position, wording: wordingOf(before, worker.position, policy) };
  return { what: `scores event ${worker.position}: "${batch.wording}"`, worker: { ...worker, at: 'applies', batch } };
}

type Applying = Extract<Worker, { readonly batch: Outbox }>;

function applies(worker: Applying, { master, left }: World, has: Has): readonly Action[] {
  const { batch, position } = worker;
  if (has('published before the next apply') && worker.owed.length > 0) return [];
  const applyId = `${worker.name}.${position}`;
  const isOurs = master.applyId === applyId && master.position === position + 1;
  const looksOurs = worker.at === 'applies again' && master.position === position + 1;
  const applied: Worker = { ...worker, at: 'waits for its apply', write: 'may be lost' };
  if (has('applyId') ? isOurs : looksOurs) return [{ what: 'hears that it was applied', worker: applied }];
  if (has('position check') && master.position !== position) return [{ what: 'is refused', worker: away }];
  const written: Stored = { position: position + 1, profile: batch.wording || batch.before, outbox: batch, applyId };
  const action = { what: `applies event ${position}`, worker: applied, master: written };
  if (left.lostReplies === 0) return [action];
  const unknown: Worker = { ...worker, at: 'applies again' };
  const lost = { what: `${action.what}, and the reply is lost`, master: written, worker: unknown };
  return [action, { ...lost, left: { lostReplies: left.lostReplies - 1 } }];
}

function publishes(worker: Applying, has: Has): readonly Action[] {
  const { batch, owed } = worker;
  const on = { name: worker.name, position: worker.position + 1, profile: batch.wording || batch.before, found: null };
  const next = (rest: readonly Outbox[]): Worker => ({ ...on, at: 'loads', write: 'durable', owed: rest });
  const publish: Action = { what: `publishes "${batch.wording}"`, worker: next(owed), publish: batch.wording };
  if (has('published before the next apply')) return [publish];
  return [publish, { what: 'puts publishing off', worker: next([...owed, batch]) }];
}
