/** Steps of the notifier that are spans of a trace. `send`: the provider's part alone. */
export type NotifierStep =
  | 'claim'
  | 'begin_sending'
  | 'send'
  | 'record_sent'
  | 'record_send_failure'
  | 'record_undelivered'
  | 'verify'
  | 'resend'
  | 'join'
  | 'supersede'
  | 'cancel'
  | 'expire'
  | 'report';

/**
 * Spans of the trace that began with upstream's event. To its implementer: run `work` inside a child span of the W3C
 * trace context `parent`, and give it the context of that span to hand on; without parent, as you like.
 */
export interface NotifierTrace {
  span<Result>(
    step: NotifierStep,
    parent: string | undefined,
    work: (handOn: string | undefined) => Promise<Result>,
  ): Promise<Result>;
  /** Outcomes go out to the log, each in a trace of its own: run `work` inside a span of each. */
  publishing(parents: readonly (string | undefined)[], work: () => Promise<void>): Promise<void>;
}

/** Makes no spans and hands the context on as it came. */
export const untraced: NotifierTrace = {
  span: (_step, parent, work) => work(parent),
  publishing: (_parents, work) => work(),
};
