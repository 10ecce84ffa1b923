import type { MetricTable } from './metric.ts';

/** Every metric of the notifier. */
export const notifierMetricTable = {
  /** DEL-16. */
  claims: {
    kind: 'counter',
    name: 'countersign.challenge_claims',
    description: 'Challenges claimed',
    unit: '{challenge}',
    attributes: ['purpose'],
  },
  claimDuplicates: {
    kind: 'counter',
    name: 'countersign.challenge_claim_duplicates',
    description: 'Challenges that came again and were not claimed a second time',
    unit: '{challenge}',
    attributes: [],
  },
  /** `result`: sent, or why the provider did not take the message. */
  challengeSends: {
    kind: 'counter',
    name: 'countersign.challenge_sends',
    description: 'Messages handed to a provider',
    unit: '{message}',
    attributes: ['channel', 'result'],
  },
  /** `reason`: country_not_allowed, conversion_too_low, destination_budget, prefix_budget. */
  channelRefusals: {
    kind: 'counter',
    name: 'countersign.channel_refusals',
    description: 'Times that nothing was sent by a channel, because a guard spoke against the address',
    unit: '{refusal}',
    attributes: ['channel', 'reason'],
  },
  /** One call of a provider of SMS and calls; `result`: sent, or why not. */
  providerCalls: {
    kind: 'counter',
    name: 'countersign.provider_calls',
    description: 'Calls of providers of SMS and calls',
    unit: '{call}',
    attributes: ['provider', 'channel', 'result'],
  },
  /** `state`: delivered, undelivered or under_way. */
  receipts: {
    kind: 'counter',
    name: 'countersign.receipts',
    description: 'What providers reported of messages that they took',
    unit: '{receipt}',
    attributes: ['provider', 'channel', 'state'],
  },
  challengeSendSeconds: {
    kind: 'histogram',
    name: 'countersign.challenge_send_seconds',
    description: 'Time that a provider took to answer',
    unit: 's',
    attributes: ['channel'],
  },
  /** `operation`: verify, resend, status or report; `result`: the answer's closed word. */
  answers: {
    kind: 'counter',
    name: 'countersign.challenge_answers',
    description: 'Requests about challenges that were answered',
    unit: '{request}',
    attributes: ['operation', 'result'],
  },
  /** OTP-31, OTP-38; `result`: raised, budget, no_contact, sent, or why the provider did not take it. */
  notices: {
    kind: 'counter',
    name: 'countersign.notices',
    description: 'Messages without a code that customers are told something by',
    unit: '{notice}',
    attributes: ['kind', 'result'],
  },
  outcomes: {
    kind: 'counter',
    name: 'countersign.outcomes',
    description: 'Outcomes stored; each is published later',
    unit: '{outcome}',
    attributes: ['kind'],
  },
  outcomesPublished: {
    kind: 'counter',
    name: 'countersign.outcomes_published',
    description: 'Outcomes published',
    unit: '{outcome}',
    attributes: [],
  },
  /** CASE-01. */
  casesOpened: {
    kind: 'counter',
    name: 'countersign.cases_opened',
    description: 'Held or reviewed decisions that a person is asked about',
    unit: '{case}',
    attributes: ['event_type'],
  },
  /** `resolution`: released or denied; `by`: analyst, api or deadline. */
  casesResolved: {
    kind: 'counter',
    name: 'countersign.cases_resolved',
    description: 'Cases that ended',
    unit: '{case}',
    attributes: ['resolution', 'by'],
  },
  resolutionsPublished: {
    kind: 'counter',
    name: 'countersign.resolutions_published',
    description: 'Resolutions published',
    unit: '{resolution}',
    attributes: [],
  },
  notifierDeadLetters: {
    kind: 'counter',
    name: 'countersign.notifier_dead_letters',
    description: 'Challenges and contacts that could not be used',
    unit: '{record}',
    attributes: ['code', 'topic'],
  },
  contactsStored: {
    kind: 'counter',
    name: 'countersign.contacts_stored',
    description: 'Changes of contacts that were stored',
    unit: '{change}',
    attributes: [],
  },
  /** `what`: language or timeZone. */
  contactNamesUnknown: {
    kind: 'counter',
    name: 'countersign.contact_names_unknown',
    description: 'Languages and time zones of contacts that nobody knows; the default serves instead',
    unit: '{name}',
    attributes: ['what'],
  },
  contactsUnreadable: {
    kind: 'counter',
    name: 'countersign.contacts_unreadable',
    description: 'Stored contacts that could not be opened',
    unit: '{read}',
    attributes: ['reason'],
  },
  /** `work`: take_in, drive, sweep or answer; of cases take_in, deadline, sweep or answer behind `cases_`. */
  workFailures: {
    kind: 'counter',
    name: 'countersign.work_failures',
    description: 'Pieces of work that something outside made fail; they are tried again',
    unit: '{failure}',
    attributes: ['work'],
  },
} as const satisfies MetricTable;
