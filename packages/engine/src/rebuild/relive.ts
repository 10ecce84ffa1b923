import { partitionOf } from '@countersign/events';
import { type EntityUse, kindList, labelUses, outcomeUses } from '@countersign/scoring';
import type { LabelItem, OutcomeItem } from '../scorer/batch-item.ts';
import { entityWrites } from './entity-writes.ts';
import { evolvedBy, learnedFrom } from './learned-again.ts';
import type { RebuildPorts, RebuildSettings } from './rebuild.ts';
import { type RebuildReport, emptyReport, noteDecision } from './rebuild-report.ts';
import { type RebuiltPartition, rebuiltPartition } from './rebuilt-partition.ts';
import type { RelivedStep } from './relived-partition.ts';

/** Lives through steps, and keeps the partitions that come of it. */
export interface Reliving {
  readonly report: RebuildReport;
  live(step: RelivedStep): Promise<void>;
  /** The partition under a number of now. */
  homeOf(partition: number): RebuiltPartition;
  /** Lets go of a finished partition. */
  forget(partition: number): void;
  /** Writes what partitions share. */
  finish(): Promise<void>;
}

/** Nothing lived through yet. `partitions`: of the inputs now. */
export function createReliving(ports: RebuildPorts, settings: RebuildSettings, partitions: number): Reliving {
  const { policy, policyOf, write } = settings;
  const report = emptyReport();
  const homes = new Map<number, RebuiltPartition>();
  const entities = entityWrites(ports, write);

  const homeOf = (partition: number): RebuiltPartition => {
    const home = homes.get(partition) ?? rebuiltPartition(partition, ports, settings);
    homes.set(partition, home);
    return home;
  };

  const learn = async (item: OutcomeItem | LabelItem, home: RebuiltPartition): Promise<void> => {
    home.keep(item.account, learnedFrom(home.profileOf(item.account), home.population, item));
    report[item.kind === 'label' ? 'labels' : 'outcomes'] += 1;
    await entities.add(usesOf(item), item.logTimeMs);
  };

  const decide = async (step: RelivedStep & { kind: 'decided' }, home: RebuiltPartition): Promise<void> => {
    const { item, decision } = step;
    const { population } = home;
    const made = policyOf(decision.policy);
    const around = { geo: ports.geo, population };
    const { profile, kinds } = evolvedBy(decision, item, home.profileOf(item.account), made ?? policy, around);
    home.keep(item.account, profile);
    population.noteSeen(kindList(kinds), Math.floor(item.logTimeMs / 1000));
    noteDecision(report, decision, made);
    await entities.add(item.uses, item.logTimeMs);
  };

  return {
    report,
    homeOf,
    forget: (partition) => void homes.delete(partition),
    async live(step) {
      const home = homeOf(partitionOf(accountOf(step), partitions));
      await (step.kind === 'decided' ? decide(step, home) : learn(step.item, home));
      await home.mayWrite();
    },
    finish: () => entities.finish(),
  };
}

function accountOf(step: RelivedStep): string {
  if (step.kind === 'decided') return step.decision.accountId;
  return step.item.kind === 'label' ? step.item.label.accountId : step.item.outcome.accountId;
}

const usesOf = (item: OutcomeItem | LabelItem): readonly EntityUse[] =>
  item.kind === 'label' ? labelUses(item.label, item.account) : outcomeUses(item.outcome, item.account);
