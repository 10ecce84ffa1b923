import { type StoryPlace, places } from './places.ts';

/** Somebody acting on an account: with which device, from where. */
export interface Actor {
  readonly account: string;
  readonly deviceId: string | undefined;
  readonly ip: string | undefined;
  readonly userAgent: string | undefined;
  readonly sessionId: string | undefined;
  /** The same person with another device of that name. */
  on(device: string, userAgent?: string): Actor;
  /** The same device somewhere else. */
  at(place: StoryPlace, host?: number): Actor;
  /** Acting on somebody else's account: a thief. */
  as(victim: Actor): Actor;
  /** What upstream could not tell. */
  without(...fields: readonly ContextField[]): Actor;
}

type ContextField = 'deviceId' | 'ip' | 'userAgent' | 'sessionId';
type Facts = Pick<Actor, 'account' | ContextField>;

/** Two browsers that many people have. */
export const userAgents = {
  laptop:
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36',
  phone:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1',
  server: 'Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0',
} as const;

/** A person with an account and a laptop at home. `telling` keeps the devices of one telling apart from all others. */
export const person = (telling: string, name: string): Actor =>
  actor(telling, {
    account: `${telling}-${name}`,
    deviceId: `${telling}-${name}-laptop`,
    ip: addressIn(places.home, name.length + 10),
    userAgent: userAgents.laptop,
    sessionId: `${telling}-${name}-session`,
  });

function actor(telling: string, facts: Facts): Actor {
  return {
    ...facts,
    on: (device, userAgent = userAgents.phone) =>
      actor(telling, { ...facts, deviceId: `${telling}-${device}`, sessionId: `${telling}-on-${device}`, userAgent }),
    at: (place, host = 20) => actor(telling, { ...facts, ip: addressIn(place, host) }),
    as: (victim) => actor(telling, { ...facts, account: victim.account }),
    without: (...fields) =>
      actor(telling, { ...facts, ...Object.fromEntries(fields.map((field) => [field, undefined])) }),
  };
}

const addressIn = ({ network }: StoryPlace, host: number): string => `${network}.${host}`;
