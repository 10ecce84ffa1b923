import { type Labelling, type LabellingPorts, createLabelling } from '@countersign/engine';

/** Of each partition: what is read within the seconds that a request may take. Whoever labels older events says when they happened. */
const mostRecords = 20_000;

/** Labels that come over HTTP. */
export const notifierLabelling = (ports: LabellingPorts): Labelling =>
  createLabelling(ports, { from: 'countersign/notifier', mostRecords });
