export { counted } from '@countersign/evaluation';
