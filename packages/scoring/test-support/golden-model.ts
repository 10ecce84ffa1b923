import { readFileSync } from 'node:fs';
import { type Model, readModel, wrapDump } from '@countersign/models';

const golden = new URL('../../models/golden/absent-is-missing.golden.json', import.meta.url);

/** A small model of LightGBM's over spendZ, amount, purchases1h, country and deviceKnown; its digest is 43 times `g`. */
export function goldenModel(change: (text: string) => string = (text) => text): Model {
  const { dump } = JSON.parse(readFileSync(golden, 'utf8')) as { readonly dump: object };
  const naming = { name: 'cards', eventTypes: ['purchase.requested'], baseLogOdds: -1 };
  const wrapped = wrapDump(change(JSON.stringify(dump)), naming);
  const read = wrapped.ok ? readModel(wrapped.text) : wrapped;
  if (!read.ok) throw new Error(read.problem);
  return read.model;
}

/** What a policy calls it. */
export const goldenEntry = { name: 'cards', digest: 'g'.repeat(43) } as const;
