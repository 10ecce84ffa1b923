import type { OutgoingRecord } from '@countersign/engine';
import { seededRandom } from '@countersign/testkit';

/** Makes events without end: the same seed gives the same accounts, types and amounts; ids never repeat. */
export interface Workload {
  next(count: number): readonly OutgoingRecord[];
  /** One event of each of these accounts. */
  of(first: number, count: number): readonly OutgoingRecord[];
}

/**
 * Logins 60 %, purchases 25 %, settings 5 %, gift cards 5 %, password resets 5 %; a tenth of the accounts makes a seventh of the
 * events. No account is used by a machine: of 20,000 the busiest makes one event in 4,000, which in the minutes of a bench stays
 * below what counts as a flood and would be decided by a shorter way (DEL-14). `topic`: where the records go.
 */
export function createWorkload(topic: string, accounts: number, seed = 1): Workload {
  const random = seededRandom(seed);
  let made = 0;
  const one = (number: number): OutgoingRecord => {
    made += 1;
    const account = `account-${number}`;
    const away = random.chance(0.02);
    const context = {
      ip: away ? `200.${random.below(200)}.${random.below(250)}.7` : `81.${number % 199}.${number % 251}.7`,
      userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
      deviceId: away ? `device-of-${made}` : `device-${account}`,
      sessionId: `session-${number}-${Math.floor(made / 20_000)}`,
      channel: 'web',
    };
    const [type, data] = act(random.next(), 1_000 + random.below(9_000), made);
    const value = {
      specversion: '1.0',
      id: `event-${seed}-${made}`,
      source: 'bench/shop',
      type,
      subject: account,
      time: new Date().toISOString(),
      datacontenttype: 'application/json',
      data: { context, ...data },
    };
    return { topic, key: Buffer.from(account), value: Buffer.from(JSON.stringify(value)) };
  };
  return {
    next: (count) => Array.from({ length: count }, () => one(Math.floor(accounts * random.next() ** busyness))),
    of: (first, count) => Array.from({ length: count }, (_, at) => one(first + at)),
  };
}

/** 1 would make all accounts alike. */
const busyness = 1.2;

function act(share: number, minor: number, made: number): readonly [string, object] {
  const amount = { minor, currency: 'EUR' };
  if (share < 0.6) return ['login.succeeded', { method: 'password' }];
  if (share < 0.85) {
    const merchant = { id: 'shop', name: 'Shop', category: 'electronics' };
    const instrument = { digest: 'hmac-sha256:abcdefghijkl', kind: 'card' };
    return ['purchase.requested', { orderId: `order-${made}`, amount, merchant, instrument }];
  }
  if (share < 0.9) return ['settings.change_requested', { setting: 'shipping_address', action: 'change' }];
  if (share < 0.95) {
    const giftCard = { digest: `hmac-sha256:card-${made}-of-bench`, faceValue: amount };
    return ['gift_card.redemption_requested', { giftCard, amount, codeStatus: 'valid' }];
  }
  return ['password_reset.requested', { channel: 'email' }];
}
