export { contributionsOf } from './forest/contributions.ts';
export { fillRow } from './forest/fill-row.ts';
export { type Forest, blankRow } from './forest/forest.ts';
export { marginOf } from './forest/margin.ts';
export type { Model, ModelInput } from './model.ts';
export { type ModelNaming, type ModelRead, isBareDump, readModel, wrapDump } from './read-model.ts';
