export { type DatedGeo, loadGeo } from './load-geo.ts';
