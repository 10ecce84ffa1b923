export { type DatedGeo, loadGeo } from './load-geo.ts';
export { oldDataWarning } from './old-data.ts';
