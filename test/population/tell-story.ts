import type { ReplayedEvent } from '@countersign/engine';
import type { AttackResult, Life, Onlooker, Town } from '@countersign/testkit';

/** Notes what is told of one seed while its town lives. */
export function storyTeller(seed: number): {
  readonly onlooker: Onlooker;
  lines(town: Town, attack: AttackResult | undefined): readonly string[];
} {
  const told: { readonly accountId: string; readonly timeMs: number; readonly line: string }[] = [];
  return {
    onlooker({ happening, seed: whose }, { verdict }) {
      if (whose !== seed) return;
      const { accountId, timeMs, why, type } = happening;
      const mark = verdict.action === 'allow' ? ' ' : '!';
      const line = `${mark} ${instant(timeMs)} ${accountId} ${type}: ${why} → ${verdict.action} ${verdict.score}${reasonsOf(verdict)}`;
      told.push({ accountId, timeMs, line });
    },
    lines(town, attack) {
      const life = town.lives.find((one) => one.seed === seed);
      const changes = (life?.changes ?? []).map(({ accountId, atMs, kind, what }) => ({
        timeMs: atMs - 1,
        line: `* ${instant(atMs)} ${accountId} ${kind}: ${what}`,
      }));
      return [
        ...portraits(life),
        ...[...told, ...changes].toSorted((a, b) => a.timeMs - b.timeMs).map(({ line }) => line),
        ...(attack === undefined
          ? []
          : [`attack: ${attack.kind}, ${attack.story}: ${attack.isCaught ? 'caught' : 'MISSED'}`]),
      ];
    },
  };
}

const portraits = (life: Life | undefined): readonly string[] =>
  (life?.customers ?? []).map(({ accountId, portrait, channel }) => `${accountId}: ${portrait}, codes by ${channel}`);

const instant = (timeMs: number): string => new Date(timeMs).toISOString().slice(0, 16).replace('T', ' ');

/** Reasons with points; for a calm event only what speaks for risk. */
function reasonsOf({ reasons, action }: ReplayedEvent['verdict']): string {
  const shown = reasons.filter(({ points }) => action !== 'allow' || points > 0.5);
  if (shown.length === 0) return '';
  return ` [${shown.map(({ code, points, observed }) => `${code} ${points}${observed === undefined ? '' : ` (${observed})`}`).join(', ')}]`;
}
