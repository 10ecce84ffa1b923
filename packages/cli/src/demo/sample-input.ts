import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';

/** One labelled record of the bundled sample, as a CloudEvent that upstream would have published. */
export interface SampleEvent {
  readonly timeMs: number;
  readonly accountId: string;
  readonly event: Readonly<Record<string, unknown>>;
  readonly isFraud: boolean;
}

const folder = new URL('../../sample/', import.meta.url);
const weekMs = 7 * 86_400_000;

/**
 * The bundled sample in order of time, moved by whole weeks so that it ends in the week before `endMs`:
 * hours of the day and days of the week stay what they were.
 */
export async function loadSample(endMs: number): Promise<readonly SampleEvent[]> {
  const [cards, logins] = await Promise.all([rows('card-purchases.csv.gz'), rows('logins.csv.gz')]);
  const events = [...shifted(cards.map(purchase), endMs), ...shifted(logins.map(login), endMs)];
  return events.sort((one, other) => one.timeMs - other.timeMs);
}

async function rows(file: string): Promise<readonly Readonly<Record<string, string>>[]> {
  const text = gunzipSync(await readFile(new URL(file, folder))).toString('utf8');
  const [header = '', ...lines] = text.trimEnd().split('\n');
  const names = header.split(',');
  return lines.map((line) => {
    const values = line.split(','); // No field of the sample holds a comma or a quote.
    return Object.fromEntries(names.map((name, at) => [name, values[at] ?? '']));
  });
}

function shifted(events: readonly SampleEvent[], endMs: number): readonly SampleEvent[] {
  const latestMs = events.reduce((latest, { timeMs }) => Math.max(latest, timeMs), 0);
  const shiftMs = Math.floor((endMs - latestMs) / weekMs) * weekMs;
  return events.map((one) => {
    const timeMs = one.timeMs + shiftMs;
    return { ...one, timeMs, event: { ...one.event, time: new Date(timeMs).toISOString() } };
  });
}

type Row = Readonly<Record<string, string>>;

function purchase(row: Row, at: number): SampleEvent {
  const accountId = row['account'] ?? '';
  const name = row['merchant'] ?? '';
  return {
    timeMs: Number(row['unix_time']) * 1000,
    accountId,
    isFraud: row['is_fraud'] === '1',
    event: envelope(`purchase-${at}`, 'sample/cards', 'purchase.requested', accountId, {
      context: { channel: row['category']?.endsWith('_net') ? 'web' : 'store' },
      amount: { minor: Math.round(Number(row['amount_usd']) * 100), currency: 'USD' },
      merchant: {
        id: name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-'),
        name,
        category: row['category'],
        place: { latitude: Number(row['merchant_lat']), longitude: Number(row['merchant_long']) },
      },
    }),
  };
}

const failureReasons: Readonly<Record<string, string>> = {
  error_wrong_password: 'wrong_password',
  error_wrong_username: 'unknown_account',
  error_account_locked: 'locked',
};

function login(row: Row, at: number): SampleEvent {
  const accountId = row['username'] ?? '';
  const context = { ip: row['source_ip'], channel: 'web' };
  const hasSucceeded = row['success'] === 'True';
  return {
    timeMs: Date.parse(`${row['datetime']?.replace(' ', 'T').slice(0, 23)}Z`),
    accountId,
    // An attempt that failed took nothing over; there is nothing to catch.
    isFraud: row['is_attack'] === '1' && hasSucceeded,
    event: hasSucceeded
      ? envelope(`login-${at}`, 'sample/logins', 'login.succeeded', accountId, { context, method: 'password' })
      : envelope(`login-${at}`, 'sample/logins', 'login.failed', accountId, {
          context,
          reason: failureReasons[row['failure_reason'] ?? ''] ?? 'other',
        }),
  };
}

const envelope = (
  id: string,
  source: string,
  type: string,
  subject: string,
  data: object,
): Record<string, unknown> => ({
  specversion: '1.0',
  id,
  source,
  type,
  subject,
  datacontenttype: 'application/json',
  data,
});
