export { loadGeo } from './load-geo.ts';
