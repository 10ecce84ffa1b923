import { type AccountEvent, accountId, epochMs } from '@countersign/events';
import { type ScoringInput, createPopulation, entityUses, kindsOf } from '@countersign/scoring';

const accounts = 2_000;
const startMs = Date.UTC(2026, 0, 1);
/** Each account acts about every six hours. */
const stepMs = (6 * 3600 * 1000) / accounts;

const population = createPopulation();

/** Every eighth act is a purchase from elsewhere or a rarer kind; most are logins and purchases from home. */
export function inputAt(i: number): ScoringInput {
  const account = (i * 7919) % accounts;
  const timeMs = startMs + Math.floor(i * stepMs);
  const away = i % 61 === 0;
  const event = eventAt(i, account, timeMs);
  const keys = {
    account: `account-${account}`,
    device: `device-${away ? i : account}`,
    ip: `ip-${account}-${away ? i : 0}`,
    network: `network-${account}-${away ? i : 0}`,
    session: `session-${i}`,
  };
  const entities = new Map(entityUses(event, keys).map((use) => [use.name, new Map([[keys.account, timeMs]])]));
  const geo = away
    ? { country: 'BR', region: 'SP', city: 'São Paulo', latitude: -23.55, longitude: -46.63, accuracyKm: 20 }
    : { country: 'PT', region: '11', city: 'Lisbon', latitude: 38.72, longitude: -9.14, accuracyKm: 10 };
  return {
    event,
    keys,
    logTimeMs: timeMs,
    timeMs,
    flags: [],
    geo,
    entities,
    population,
    kinds: kindsOf(event, keys, geo),
  };
}

function eventAt(i: number, account: number, timeMs: number): AccountEvent {
  const base = {
    id: `event-${i}-of-the-benchmark`,
    source: 'bench',
    accountId: accountId(`a${account}`),
    time: epochMs(timeMs),
  };
  const context = { ip: '198.51.100.7', deviceId: `d${account}`, userAgent: 'bench' };
  const kind = i % 16;
  if (kind === 1) return { ...base, type: 'login.failed', data: { context, reason: 'wrong_password' } };
  if (kind === 2) return { ...base, type: 'settings.change_requested', data: { context, setting: 'shipping_address' } };
  if (kind === 3) {
    const giftCard = { digest: `digest-of-card-${i}`, faceValue: { minor: 5_000, currency: 'EUR' } };
    return { ...base, type: 'gift_card.redemption_requested', data: { context, giftCard, codeStatus: 'valid' } };
  }
  if (kind < 10) {
    const amount = { minor: 1_000 + ((i * 37) % 9_000), currency: 'EUR' };
    return { ...base, type: 'purchase.requested', data: { context, amount } };
  }
  return { ...base, type: 'login.succeeded', data: { context, method: 'password' } };
}
