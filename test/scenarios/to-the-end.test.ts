import type { OutcomeKind } from '@countersign/events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dispatched, order, shopFor } from './telling/deliveries.ts';
import { isNoMatter } from './telling/expect-decision.ts';
import { playEmbedded } from './telling/on-embedded.ts';
import type { Actor } from './telling/people.ts';
import type { ServicePlayer } from './telling/play-on-services.ts';
import { mailOverSmtp } from './telling/story-mail.ts';
import { shippedPolicy } from './telling/story-policy.ts';
import type { Answer, Told } from './telling/story.ts';
import { type Teller, dayMs, euros, hourMs, minuteMs, stepsOf } from './telling/teller.ts';

/** Who acts, and what happens from the act that a code is asked for to the next one. */
interface Ending {
  /** Months before; whoever is asked. */
  readonly begins: (tell: Teller) => Actor;
  /** The act; its event's id. */
  readonly act: (tell: Teller, by: Actor, answer: Answer) => string;
  readonly answer: Answer;
  readonly ends: readonly OutcomeKind[];
  /** What comes after it; a login of the same person on the same device unless told. */
  readonly next?: (tell: Teller, by: Actor) => string;
  /** A hand-over says nothing about a device or a habit; wrong codes are worth as little as none. */
  readonly teachesNothing?: true;
}

const typed = { answer: 'types the code', ends: ['sent', 'verified'] } as const;
const quiet = (tell: Teller): Actor => {
  const ana = tell.customer('ana');
  tell.livesQuietly(ana, 40);
  return ana;
};
const thiefOf = (tell: Teller): Actor => tell.thief().as(quiet(tell));
const doing =
  (type: Parameters<Teller['act']>[1], data: (tell: Teller) => object) =>
  (tell: Teller, by: Actor, answer: Answer): string =>
    tell.act(by, type, data(tell) as never, isNoMatter, answer);
const signsIn = doing('login.succeeded', () => ({}));
const giftCard = (tell: Teller) => ({
  giftCard: { digest: tell.unique('a-gift-card'), faceValue: { minor: 60_000, currency: 'EUR' } },
  codeStatus: 'valid',
});
const atTheDoor = (name: string) => (tell: Teller, by: Actor) =>
  tell.act(by, 'delivery.handover_attempted', order(tell, name), isNoMatter);

const endings: Readonly<Record<string, Ending>> = {
  'new-device-login': { begins: (tell) => quiet(tell).on('phone'), act: signsIn, ...typed },
  'unusual-location-login': { begins: (tell) => quiet(tell).at(tell.places.lagos), act: signsIn, ...typed },
  'stolen-password-login': {
    begins(tell) {
      const guesser = quiet(tell).without('deviceId').at(tell.places.mobileNetwork);
      for (let tries = 0; tries < 8; tries += 1) {
        tell.wait(minuteMs);
        tell.act(guesser, 'login.failed', { reason: 'wrong_password' }, isNoMatter);
      }
      return guesser.on('server');
    },
    act: signsIn,
    answer: 'types wrong codes',
    ends: ['sent', 'failed'],
    teachesNothing: true,
  },
  'high-value-purchase': { begins: quiet, act: doing('purchase.requested', () => euros(1_299)), ...typed },
  'purchase-spike': { begins: quiet, act: doing('purchase.requested', () => euros(780)), ...typed },
  'settings-change': {
    begins: quiet,
    act: doing('settings.change_requested', () => ({ setting: 'password', action: 'change' })),
    ...typed,
  },
  'gift-card-redemption': { begins: quiet, act: doing('gift_card.redemption_requested', giftCard), ...typed },
  'refund-request': {
    begins: quiet,
    act: doing('refund.requested', (tell) => ({
      kind: 'return',
      ...euros(40),
      target: { kind: 'card', digest: tell.unique('card-of-somebody') },
      originalInstrument: tell.unique('card-of-ana'),
    })),
    ...typed,
  },
  'subscription-start': {
    begins: quiet,
    act: doing('subscription.start_requested', () => ({
      plan: 'premium',
      price: { minor: 2_500, currency: 'EUR' },
      interval: 'month',
    })),
    ...typed,
  },
  'high-value-delivery': {
    begins: (tell) => shopFor(quiet(tell)),
    act: doing('delivery.dispatched', (tell) => dispatched(tell, 'laptop', 'parcel', 1_499)),
    ...typed,
    next: atTheDoor('laptop'),
    teachesNothing: true,
  },
  'grocery-delivery': {
    begins: (tell) => shopFor(quiet(tell)),
    act: doing('delivery.dispatched', (tell) => dispatched(tell, 'party', 'grocery', 180)),
    ...typed,
    next: atTheDoor('party'),
    teachesNothing: true,
  },
  'password-reset': {
    begins: (tell) => quiet(tell).on('phone'),
    act: doing('password_reset.requested', () => ({ channel: 'email' })),
    ...typed,
    // The channel that reset the password approves nothing for a day (OTP-39).
    next: (tell, by) =>
      tell.act(by, 'settings.change_requested', { setting: 'password', action: 'change' }, isNoMatter),
  },
  'new-account-abuse': {
    begins(tell) {
      const young = tell.customer('young');
      tell.act(young, 'account.created', {}, isNoMatter);
      tell.wait(hourMs);
      return young;
    },
    act: doing('purchase.requested', () => euros(480)),
    ...typed,
  },
  'dormant-account': {
    begins(tell) {
      const ana = quiet(tell);
      tell.wait(400 * dayMs);
      return ana;
    },
    act: doing('purchase.requested', () => euros(45)),
    ...typed,
  },
  'reported-not-me': {
    begins: thiefOf,
    act: signsIn,
    answer: 'says it was not them',
    ends: ['sent', 'reported'],
    next: (tell, by) => tell.act(by, 'purchase.requested', euros(30), isNoMatter),
  },
  'relayed-code': {
    begins: thiefOf,
    act: signsIn,
    ...typed,
    next: (tell, by) => tell.act(by, 'settings.change_requested', { setting: 'payout', action: 'change' }, isNoMatter),
  },
};

/** The decision on what came next, and what became of its code. */
interface Next {
  readonly action: Told['action'] | undefined;
  readonly score: number | undefined;
  readonly outcomes: readonly OutcomeKind[];
}

describe('every scenario to its end: message read from a mail server, answered, published, learned', () => {
  const beginMs = Date.UTC(2035, 0, 1, 9);
  const spanMs = 72 * 7 * dayMs;
  let player: ServicePlayer;
  let played = 0;
  beforeAll(async () => {
    player = await playEmbedded(shippedPolicy, beginMs, await mailOverSmtp());
  });
  afterAll(() => player.stop());

  /** Plays it with this answer; resolves with what was published, and the decision on what came next. */
  const play = async (
    { begins, act, next = (tell, by) => signsIn(tell, by, 'does not answer') }: Ending,
    answer: Answer,
  ): Promise<{ readonly asked: Told | undefined; readonly outcomes: readonly OutcomeKind[]; readonly next: Next }> => {
    const ids = { asked: '', next: '' };
    const steps = stepsOf(
      (tell) => {
        const by = begins(tell);
        ids.asked = act(tell, by, answer);
        tell.wait(hourMs);
        ids.next = next(tell, by);
      },
      `e${played}`,
      beginMs + played * spanMs,
    );
    played += 1;
    const told = await player.play(steps);
    const { action, score } = told.get(ids.next) ?? {};
    const after: Next = { action, score, outcomes: player.outcomesOf(ids.next) };
    return { asked: told.get(ids.asked), outcomes: player.outcomesOf(ids.asked), next: after };
  };

  test.each(Object.keys(endings))('%s', async (name) => {
    const ending = endings[name] ?? expect.unreachable();
    const answered = await play(ending, ending.answer);
    expect(answered.asked?.action).toBe('challenge');
    expect(answered.outcomes).toEqual(ending.ends);
    const unanswered = await play(ending, 'does not answer');
    expect(unanswered.asked).toEqual(answered.asked);
    if (ending.teachesNothing === true) expect(answered.next).toEqual(unanswered.next);
    else expect(answered.next).not.toEqual(unanswered.next);
  });

  test('quiet-customer: nobody is written to', async () => {
    const steps = stepsOf((tell) => void quiet(tell), `e${played}`, beginMs + played * spanMs);
    const told = await player.play(steps);
    expect(new Set(steps.map(({ id }) => told.get(id)?.action))).toEqual(new Set(['allow']));
    expect(steps.flatMap(({ id }) => player.outcomesOf(id))).toEqual([]);
  });
});
