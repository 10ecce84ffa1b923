import type { Model, Step } from './explore.ts';
import { actionsOf, type Guard } from './protocol.ts';
import { events, type Faults, firstWorld, type Stored, type Worker, type World } from './world.ts';

/** The delivery protocol of one partition, in a world where everything may happen at any moment; `without` a guard or with all. */
export function deliveryModel(faults: Faults, without?: Guard): Model<World> {
  const has = (guard: Guard): boolean => guard !== without;
  return {
    first: firstWorld(faults),
    steps: (world) => [...actionsOf(world, 0, has), ...actionsOf(world, 1, has), ...whatHappens(world)],
    violation: (world) => contradiction(world) ?? afterRecovery(world, has),
  };
}

/** What nobody in the world decides: crashes, failovers, fsyncs, another policy. */
function whatHappens(world: World): readonly Step<World>[] {
  const { workers, left, master, durable } = world;
  const steps: Step<World>[] = [];
  if (!same(master, durable) || workers.some(mayBeLost)) {
    steps.push({
      what: 'the store makes its writes durable',
      to: { ...world, durable: master, workers: told(workers, 'durable') },
    });
    if (left.failovers > 0) {
      const failed = { ...world, master: durable, workers: told(workers, 'lost') };
      steps.push({ what: 'the store fails over', to: { ...failed, left: { ...left, failovers: left.failovers - 1 } } });
    }
  }
  if (left.policyChanges > 0) {
    const changed = { ...left, policyChanges: left.policyChanges - 1 };
    steps.push({ what: 'another policy comes into force', to: { ...world, policy: 'q', left: changed } });
  }
  if (left.crashes > 0) {
    const after = { ...left, crashes: left.crashes - 1 };
    const [a, b] = workers;
    if (a.at !== 'away') steps.push({ what: 'A dies', to: { ...world, workers: [{ at: 'away' }, b], left: after } });
    if (b.at !== 'away') steps.push({ what: 'B dies', to: { ...world, workers: [a, { at: 'away' }], left: after } });
  }
  return steps;
}

const same = (one: Stored, other: Stored): boolean => JSON.stringify(one) === JSON.stringify(other);
const mayBeLost = (worker: Worker): boolean => worker.at !== 'away' && worker.write === 'may be lost';
const told = (workers: World['workers'], write: 'durable' | 'lost'): World['workers'] => {
  const [a, b] = workers.map((worker) => (mayBeLost(worker) ? ({ ...worker, write } as Worker) : worker));
  return [a as Worker, b as Worker];
};

/** Two decisions about one event, or one that knows what nobody decided. */
function contradiction({ published }: World): string | undefined {
  for (let event = 0; event < events; event += 1) {
    const wordings = published.filter((wording) => wording.at(-2) === String(event));
    if (wordings.length > 1)
      return `event ${event} was decided as ${wordings.map((one) => `"${one}"`).join(' and as ')}`;
  }
  const unfounded = published.find(
    (one) => one.length > 2 && published.some((other) => other.length === 2 && !one.startsWith(other)),
  );
  return unfounded === undefined ? undefined : `"${unfounded}" rests on what was decided otherwise`;
}

/**
 * From every state: both workers die, the store keeps what it has, and one worker goes on undisturbed. Then every event must
 * have its one decision, and the profile must be what the decisions say.
 */
function afterRecovery(world: World, has: (guard: Guard) => boolean): string | undefined {
  let now: World = {
    ...world,
    durable: world.master,
    workers: [{ at: 'away' }, { at: 'away' }],
    left: { crashes: 0, failovers: 0, lostReplies: 0, policyChanges: 0, takeovers: 1 },
  };
  for (;;) {
    const [step] = actionsOf(now, 0, has);
    if (step === undefined) break;
    now = { ...step.to, durable: step.to.master, workers: told(step.to.workers, 'durable') };
  }
  for (let event = 0; event < events; event += 1) {
    if (!now.published.some((wording) => wording.at(-2) === String(event))) return `event ${event} is never decided`;
  }
  const last = now.published.find((wording) => wording.at(-2) === String(events - 1));
  if (now.master.profile !== last) return `the profile is "${now.master.profile}", the decisions say "${last}"`;
  return contradiction(now);
}
