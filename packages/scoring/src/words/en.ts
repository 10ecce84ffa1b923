import type { Action } from '@countersign/events';
import type { Frame } from './frame.ts';

/** English. */
export const english: Frame = {
  headline: (action, eventType, score, say) =>
    `${verbs[action]} ${say.text(eventType)} at a score of ${say.number(score)}`,
  subject: (account, event, at, decision) => `account ${account}, event ${event} at ${at}, decision ${decision}`,
  challenge: (id, until) => `Challenge ${id}, good until ${until} UTC.`,
  featuresTitle: 'Features',
  foreignReason: (code, observed, expected) =>
    `${code}${observed === undefined ? '' : `: ${observed}`}${expected === undefined ? '' : `; expected ${expected}`}.`,
  verdicts: {
    flood: () =>
      'The account is flooded: so many events in a minute are no person’s. One code is asked, the rest waits.',
    account_frozen: () => 'The account is frozen since its owner reported "this was not me".',
    two_step: () =>
      'The customer switched two-step verification on: every login on a browser that is not remembered is asked.',
    passkey_session: () => 'A passkey was used on this device minutes ago; a code would prove less.',
    channels_barred: (because) =>
      `Not every channel may approve this act: ${bars.get(String(because)) ?? 'see the record'}.`,
    no_channel_left: (because) =>
      `No channel is left that may approve this act: ${bars.get(String(because)) ?? 'see the record'}.`,
  },
  rule: (id, description) => (description === undefined ? `Rule ${id}.` : `Rule ${id}: ${description}`),
  model(name, times, isLikelier, moves) {
    const found = `The model ${name} finds this ${times} times ${isLikelier ? 'likelier' : 'less likely'} among frauds than among other events`;
    return moves === undefined ? `${found}.` : `${found}; what weighs most: ${moves}.`;
  },
  flag: (isSet) => (isSet ? 'yes' : 'no'),
  move: (input, value, logOdds) => `${input} ${value ?? 'not known'} (${logOdds})`,
  effects: {
    allow: 'allows',
    challenge: 'challenges',
    hold: 'holds',
    deny: 'denies',
    review: 'asks for a review',
    addPoints: 'adds points',
  },
  states: {
    applied: '',
    applied_unknown: ', because something that it needs is not known',
    skipped_unknown: '; left out, because something that it needs is not known',
    snoozed: '; snoozed for this account',
  },
  notKnown: (why, what) => `Not known (${why}): ${what}.`,
  unknownReasons: {
    unknown: 'for no stated reason',
    not_supplied: 'not supplied',
    unavailable: 'not available just then',
    private: 'a private address',
    not_found: 'not found',
    no_address: 'no address',
    no_coordinates: 'no coordinates',
    no_history: 'no history',
    no_limit_for_currency: 'no limit for this currency',
    no_habit: 'no habit to compare with',
    other_currency: 'more than one currency',
  },
  decidedWithout: (what) => `Decided without: ${what}.`,
  degraded: { entities: 'what accounts share (devices, addresses, cards)', geo: 'the place of the address' },
  flagged: (what) => `Flags: ${what}.`,
  flags: {
    late: 'it came late',
    clockSkew: 'its clock was wrong',
    flood: 'one of a flood of events of this account',
    stale: 'too old to ask the customer',
    forwarded: 'it came by a wrong partition',
    afterDeadline: 'decided after the deadline of who waited',
  },
  caseWaits: (until, then) => `It waits for a person until ${until} UTC, and is ${then} then.`,
  caseEnded: { released: 'It was released since.', denied: 'It was denied since.' },
  humanRoute: (contact) => `A customer who asks reaches a person at ${contact}.`,
  policy: (id, version) => `Policy ${id}@${version}.`,
  levers: {
    place: 'a usual place',
    frozen: 'an account that is not frozen',
    stale: 'an event in time',
    deviceKnown: 'a known device',
  },
  atMost: (what, value) => `${what} at most ${value}`,
  atLeast: (what, value) => `${what} at least ${value}`,
  otherwise: (what) => `${what} otherwise`,
  counterfactual: (changes, action) => `With ${changes} it would have been ${outcomes[action]}.`,
};

const bars: ReadonlyMap<string, string> = new Map([
  [
    'code_opened',
    'a code opened this device, so another code proves nothing; it takes an authenticator that the owner used before',
  ],
  ['password_reset', 'the channel reset the password within the last day'],
  ['email_alone', 'e-mail alone never approves a change of e-mail, payout or second factor'],
]);

const verbs: Readonly<Record<Action, string>> = {
  allow: 'Allowed',
  challenge: 'Challenged',
  hold: 'Held',
  deny: 'Denied',
};
const outcomes: Readonly<Record<Action, string>> = {
  allow: 'allowed',
  challenge: 'challenged',
  hold: 'held',
  deny: 'denied',
};
