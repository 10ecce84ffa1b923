import { type Counter, type Gauge, type Histogram, type Meter, metrics, ValueType } from '@opentelemetry/api';
import { instrumentationScope } from './instrumentation-scope.ts';
import type { Metric, MetricTable } from './metric.ts';

/** One instrument per metric of a table; its attributes are exactly those that the table allows. */
export type Instruments<Table extends MetricTable> = { readonly [Name in keyof Table]: InstrumentOf<Table[Name]> };

type AttributesOf<One extends Metric> = Readonly<Record<One['attributes'][number], string>>;

type InstrumentOf<One extends Metric> = {
  readonly counter: Counter<AttributesOf<One>>;
  readonly histogram: Histogram<AttributesOf<One>>;
  readonly gauge: Gauge<AttributesOf<One>>;
}[One['kind']];

/** From half a millisecond (a warm batch) to the deadline of a send. */
const secondsBounds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const sizeBounds = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_000];

/**
 * Makes the instruments of a table on the process's meter. Call it after metrics were started: an instrument made
 * before stays without effect.
 */
export function createInstruments<const Table extends MetricTable>(
  table: Table,
  meter: Meter = metrics.getMeter(instrumentationScope),
): Instruments<Table> {
  const made = Object.entries(table).map(([name, metric]) => [name, instrument(meter, metric)]);
  return Object.fromEntries(made) as Instruments<Table>;
}

function instrument(meter: Meter, { kind, name, description, unit }: Metric): Counter | Histogram | Gauge {
  if (kind === 'counter') return meter.createCounter(name, { description, unit, valueType: ValueType.INT });
  if (kind === 'gauge') return meter.createGauge(name, { description, unit });
  const explicitBucketBoundaries = unit === 's' ? secondsBounds : sizeBounds;
  return meter.createHistogram(name, { description, unit, advice: { explicitBucketBoundaries } });
}
