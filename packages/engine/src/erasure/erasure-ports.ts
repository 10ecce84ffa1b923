import type { CasePorts } from '../cases/case-ports.ts';
import type { NotifierPorts } from '../notifier/notifier-ports.ts';
import type { RecordWalk } from '../ports/record-walk.ts';

/** Everything outside that erasing and exporting work with. */
export type ErasurePorts = NotifierPorts & CasePorts & { readonly walk: RecordWalk };

/** Times and bounds of erasure. */
export const erasureLimits = {
  /** Records looked at side by side. */
  atOnce: 200,
  /** An erasure that was done is remembered for longer than the topic keeps the decision that asked for it. */
  keepMs: 92 * 86_400_000,
} as const;
