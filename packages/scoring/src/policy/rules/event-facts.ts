import type { AccountEvent, Decision, EntityKeys, EventType } from '@countersign/events';

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
  read(data: Readonly<Record<string, unknown>>): unknown;
}

type Data = Readonly<Record<string, unknown>>;

/** A value inside nested objects; undefined where one of them is missing. */
const inside =
  (...path: readonly string[]) =>
  (data: Data): unknown =>
    path.reduce<unknown>((value, name) => (value as Data | undefined)?.[name], data);

const either =
  (...paths: readonly (readonly string[])[]) =>
  (data: Data): unknown =>
    paths.map((path) => inside(...path)(data)).find((value) => value !== undefined);

/** Every field of `event` in rules, by dotted name. */
export const eventFields: Readonly<Record<string, FieldSpec>> = {
  'amount.minor': {
    type: 'int',
    meaning: 'amount of a purchase or refund, price, face value or value delivered, in minor units',
    read: either(['amount', 'minor'], ['price', 'minor'], ['value', 'minor'], ['giftCard', 'faceValue', 'minor']),
  },
  'amount.currency': {
    type: 'string',
    meaning: 'its ISO 4217 currency',
    read: either(
      ['amount', 'currency'],
      ['price', 'currency'],
      ['value', 'currency'],
      ['giftCard', 'faceValue', 'currency'],
    ),
  },
  channel: { type: 'string', meaning: 'web, app, phone, store or api', read: inside('context', 'channel') },
  'merchant.id': { type: 'string', meaning: 'merchant', read: inside('merchant', 'id') },
  'merchant.category': { type: 'string', meaning: 'its category', read: inside('merchant', 'category') },
  'merchant.country': { type: 'string', meaning: 'its country', read: inside('merchant', 'place', 'country') },
  'shipping.country': { type: 'string', meaning: 'where it is shipped', read: inside('shippingTo', 'country') },
  'instrument.kind': { type: 'string', meaning: 'card, bank account …', read: inside('instrument', 'kind') },
  setting: { type: 'string', meaning: 'the setting that is changed', read: inside('setting') },
  action: { type: 'string', meaning: 'what is done to the setting', read: inside('action') },
  method: { type: 'string', meaning: 'how somebody signed in', read: inside('method') },
  reason: { type: 'string', meaning: 'why a login failed', read: inside('reason') },
  codeStatus: { type: 'string', meaning: 'whether a gift card’s code was right', read: inside('codeStatus') },
  kind: { type: 'string', meaning: 'refund or return', read: inside('kind') },
  'target.kind': { type: 'string', meaning: 'where a refund goes', read: inside('target', 'kind') },
  plan: { type: 'string', meaning: 'plan of a subscription', read: inside('plan') },
  interval: { type: 'string', meaning: 'how often a subscription is charged', read: inside('interval') },
};

const fields = Object.entries(eventFields);

/** The facts of an event, in the order of `eventFields`. */
export function factsOf(event: AccountEvent, keys: EntityKeys, logTimeMs: number): EventFacts {
  const found: Record<string, Fact> = {};
  for (const [name, { type, read }] of fields) {
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
