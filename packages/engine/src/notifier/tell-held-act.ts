import type { Decision } from '@countersign/events';
import type { Notices } from './notices.ts';

/**
 * Tells a customer at all contacts that an act waits because no channel may approve it: it could be somebody else's, who has the
 * mail or the device (OTP-37, OTP-39). What is held for any other reason is told to nobody. Once for each decision; durable when it
 * resolves.
 */
export const createTellHeldAct =
  (raise: Notices['raise']) =>
  async ({ id, accountId, action, eventType, facts = {}, reasons, logTime }: Decision): Promise<void> => {
    if (action !== 'hold' || !reasons.some(({ code }) => code === 'no_channel_left')) return;
    const { 'amount.minor': minor, 'amount.currency': currency, setting } = facts;
    const act = {
      eventType,
      ...(typeof minor === 'number' && typeof currency === 'string' ? { amount: { minor, currency } } : {}),
      ...(typeof setting === 'string' ? { setting } : {}),
    };
    await raise({
      accountId,
      kind: 'act_held',
      cause: id,
      facts: { atMs: Date.parse(logTime), act, about: id },
      to: 'everywhere',
    });
  };
