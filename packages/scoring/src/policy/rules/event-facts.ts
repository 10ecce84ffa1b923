import { type AccountEvent, type Decision, type EntityKeys, type EventType, eventTypes } from '@countersign/events';
import { type FieldPath, hasField, readerOf } from './field-path.ts';

/** A value that rules can compare. */
export type Fact = number | string | boolean;

/**
 * What rules may see of an event itself, beside its features: nothing that names a person. Recorded with the decision, so
 * that rules can be run again over past decisions.
 */
export interface EventFacts {
  readonly type: EventType;
  readonly accountId: string;
  readonly keys: EntityKeys;
  /** Log time, epoch milliseconds; entries of lists expire by it. */
  readonly logTimeMs: number;
  /** Fields by dotted name, for example `amount.minor`; what upstream did not send is absent. */
  readonly fields: Readonly<Record<string, Fact>>;
}

export type FactType = 'int' | 'double' | 'string' | 'bool';

interface FieldSpec {
  readonly type: FactType;
  readonly meaning: string;
  /** Where it stands in `data`; of several the first that is there counts. */
  readonly paths: readonly FieldPath[];
}

const inside = (...path: FieldPath): readonly FieldPath[] => [path];
const either = (...paths: readonly FieldPath[]): readonly FieldPath[] => paths;

/** Every field of `event` in rules, by dotted name. */
export const eventFields: Readonly<Record<string, FieldSpec>> = {
  'amount.minor': {
    type: 'int',
    meaning: 'amount of a purchase or refund, price, face value or value delivered, in minor units',
    paths: either(['amount', 'minor'], ['price', 'minor'], ['value', 'minor'], ['giftCard', 'faceValue', 'minor']),
  },
  'amount.currency': {
    type: 'string',
    meaning: 'its ISO 4217 currency',
    paths: either(
      ['amount', 'currency'],
      ['price', 'currency'],
      ['value', 'currency'],
      ['giftCard', 'faceValue', 'currency'],
    ),
  },
  channel: { type: 'string', meaning: 'web, app, phone, store or api', paths: inside('context', 'channel') },
  'merchant.id': { type: 'string', meaning: 'merchant', paths: inside('merchant', 'id') },
  'merchant.category': { type: 'string', meaning: 'its category', paths: inside('merchant', 'category') },
  'merchant.country': { type: 'string', meaning: 'its country', paths: inside('merchant', 'place', 'country') },
  'shipping.country': { type: 'string', meaning: 'where it is shipped', paths: inside('shippingTo', 'country') },
  'instrument.kind': { type: 'string', meaning: 'card, bank account …', paths: inside('instrument', 'kind') },
  setting: { type: 'string', meaning: 'the setting that is changed', paths: inside('setting') },
  action: { type: 'string', meaning: 'what is done to the setting', paths: inside('action') },
  method: { type: 'string', meaning: 'how somebody signed in', paths: inside('method') },
  reason: { type: 'string', meaning: 'why a login failed', paths: inside('reason') },
  codeStatus: { type: 'string', meaning: 'whether a gift card’s code was right', paths: inside('codeStatus') },
  kind: { type: 'string', meaning: 'refund or return', paths: inside('kind') },
  'target.kind': { type: 'string', meaning: 'where a refund goes', paths: inside('target', 'kind') },
  plan: { type: 'string', meaning: 'plan of a subscription', paths: inside('plan') },
  interval: { type: 'string', meaning: 'how often a subscription is charged', paths: inside('interval') },
};

interface Field {
  readonly name: string;
  readonly type: FactType;
  read(data: unknown): unknown;
}

/** Of each event type the fields that its schema has at all. */
const fieldsByType = new Map(
  Object.entries(eventTypes).map(([eventType, schema]): readonly [string, readonly Field[]] => [
    eventType,
    Object.entries(eventFields).flatMap(([name, { type, paths }]) => {
      const possible = paths.filter((path) => hasField(schema, path));
      return possible.length === 0 ? [] : [{ name, type, read: readerOf(possible) }];
    }),
  ]),
);

/** The facts of an event, in the order of `eventFields`. */
export function factsOf(event: AccountEvent, keys: EntityKeys, logTimeMs: number): EventFacts {
  const found: Record<string, Fact> = {};
  for (const { name, type, read } of fieldsByType.get(event.type) ?? []) {
    const value = read(event.data);
    if (isFact(value, type)) found[name] = value;
  }
  return { type: event.type, accountId: event.accountId, keys, logTimeMs, fields: found };
}

/** The facts that a decision recorded, to decide it again. */
export const factsOfDecision = ({
  eventType,
  accountId,
  keys,
  logTime,
  facts,
}: Pick<Decision, 'eventType' | 'accountId' | 'keys' | 'logTime' | 'facts'>): EventFacts => ({
  type: eventType as EventType,
  accountId,
  keys,
  logTimeMs: Date.parse(logTime),
  fields: facts ?? {},
});

function isFact(value: unknown, type: FactType): value is Fact {
  if (type === 'int') return Number.isSafeInteger(value);
  return typeof value === (type === 'string' ? 'string' : type === 'bool' ? 'boolean' : 'number');
}
