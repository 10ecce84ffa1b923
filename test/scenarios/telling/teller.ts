import type { EventData, EventType } from '@countersign/events';
import { isLetThrough, isNoMatter } from './expect-decision.ts';
import { type Actor, person, userAgents } from './people.ts';
import { places } from './places.ts';
import type { Answer, Expectation, Step } from './story.ts';

/** A story is told by calling these one after the other. */
export type Story = (tell: Teller) => void;

/** Virtual time, people, and what they do. Nothing happens here: the steps are played later, on every set-up. */
export interface Teller {
  readonly nowMs: number;
  /** RFC 3339, so long after now; before it when negative. */
  instant(afterMs?: number): string;
  wait(ms: number): void;
  readonly places: typeof places;
  /** With a laptop in Lisbon. */
  customer(name: string): Actor;
  /** On a server in Lagos. */
  thief(name?: string): Actor;
  /** A name that no other telling has: of an order, a card, an instrument. At least 16 characters, as digests must be. */
  unique(name: string): string;
  /** Resolves to the event's id, for labels. */
  act<T extends EventType>(
    by: Actor,
    type: T,
    data: Omit<EventData<T>, 'context'>,
    expects?: Expectation,
    answer?: Answer,
  ): string;
  /** A part of the past: whatever is decided, many such events are published at once. */
  past<T extends EventType>(by: Actor, type: T, data: Omit<EventData<T>, 'context'>): string;
  /** As `past`, but nobody is asked. */
  quietly<T extends EventType>(by: Actor, type: T, data: Omit<EventData<T>, 'context'>): void;
  label(by: Actor, eventId: string, label: 'fraud' | 'legitimate'): void;
  /** A login and a purchase of 20 to 60 EUR every other day, none of which is asked. */
  livesQuietly(by: Actor | readonly Actor[], days: number): void;
}

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

/** The steps of a story that begins at `startMs`; `telling` keeps its names apart from those of all others. */
export function stepsOf(story: Story, telling: string, startMs: number): readonly Step[] {
  const steps: Step[] = [];
  let nowMs = startMs;
  const event = <T extends EventType>(
    by: Actor,
    type: T,
    data: Omit<EventData<T>, 'context'>,
    { expects = isNoMatter, answer = 'does not answer' as Answer, isHistory = false },
  ): string => {
    const { account, deviceId, ip, userAgent, sessionId } = by;
    const context = { ip, userAgent, deviceId, sessionId, channel: 'web' };
    const id = `${telling}-${steps.length}`;
    const whole = { ...data, context };
    steps.push({ kind: 'event', id, atMs: nowMs, account, type, data: whole, expects, answer, isHistory });
    return id;
  };
  const tell: Teller = {
    get nowMs(): number {
      return nowMs;
    },
    instant: (afterMs = 0) => new Date(nowMs + afterMs).toISOString(),
    wait: (ms) => void (nowMs += ms),
    places,
    customer: (name) => person(telling, name),
    thief: (name = 'thief') => person(telling, name).on(`${name}s-server`, userAgents.server).at(places.lagos),
    unique: (name) => `${telling}-of-this-telling-${name}`,
    act: (by, type, data, expects = isLetThrough(), answer = 'does not answer') =>
      event(by, type, data, { expects, answer }),
    past: (by, type, data) => event(by, type, data, { isHistory: true }),
    quietly: (by, type, data) => void event(by, type, data, { expects: isLetThrough(), isHistory: true }),
    label(by, eventId, label) {
      const id = `${telling}-label-${steps.length}`;
      steps.push({ kind: 'label', id, atMs: nowMs, account: by.account, eventId, label });
    },
    livesQuietly(by, days) {
      const people = [by].flat();
      const expects = isLetThrough();
      for (let day = 0; day < days; day += 2) {
        for (const one of people) event(one, 'login.succeeded', {}, { expects, isHistory: true });
        nowMs += 10 * minuteMs;
        const spent = euros(20 + ((day * 7) % 41));
        for (const one of people) event(one, 'purchase.requested', spent, { expects, isHistory: true });
        nowMs += 2 * dayMs - 10 * minuteMs;
      }
    },
  };
  story(tell);
  return steps.toSorted((a, b) => a.atMs - b.atMs);
}

/** An amount in EUR. */
export const euros = (amount: number): { readonly amount: { readonly minor: number; readonly currency: string } } => ({
  amount: { minor: Math.round(amount * 100), currency: 'EUR' },
});
