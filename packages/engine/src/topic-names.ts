/** Full names of the topics one installation uses. */
export interface TopicNames {
  readonly events: string;
  readonly contacts: string;
  readonly decisions: string;
  readonly challenges: string;
  readonly outcomes: string;
  readonly labels: string;
  readonly policies: string;
  readonly deadLetters: string;
}

/** Names of the topic table, behind `prefix` where several installations share one cluster. */
export const topicNames = (prefix = ''): TopicNames => ({
  events: `${prefix}account.events`,
  contacts: `${prefix}account.contacts`,
  decisions: `${prefix}risk.decisions`,
  challenges: `${prefix}risk.challenges`,
  outcomes: `${prefix}risk.outcomes`,
  labels: `${prefix}risk.labels`,
  policies: `${prefix}risk.policies`,
  deadLetters: `${prefix}risk.dead-letters`,
});

/** The topics whose partitions belong together to one scorer (DEL-01). */
export const scorerInputs = (names: TopicNames): readonly string[] => [names.events, names.outcomes, names.labels];
