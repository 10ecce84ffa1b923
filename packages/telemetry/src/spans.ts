/** Every span by name. Names never hold ids: backends group by them. Messaging names follow OpenTelemetry's conventions. */
export const spanNames = {
  /** Scorer or notifier handles one record, or one batch, of a topic; a child (batch: a link) of who sent it. */
  process: <Topic extends string>(topic: Topic) => `process ${topic}` as const,
  /** Records go out to a topic. */
  send: <Topic extends string>(topic: Topic) => `send ${topic}` as const,
  /** The pure core decides about one event. */
  score: 'score event',
  /** Profiles, position and outbox are written and made durable (DEL-04, DEL-05). */
  apply: 'apply batch',
  /** A partition is taken over (DEL-03). */
  takeOver: 'take over partition',
  /** A challenge is claimed (DEL-16). */
  claim: 'claim challenge',
  /** The part of a provider in sending a code. */
  deliver: 'deliver code',
  /** A customer's code is compared (OTP-03). */
  verify: 'verify code',
  /** A customer asks for another code (OTP-10). */
  resend: 'resend code',
  /** A customer says "this wasn't me" (OTP-34). */
  report: 'report challenge',
  /** A later challenge for the same act shares its code (OTP-11). */
  join: 'join challenge',
  /** Another act has taken a challenge's place (OTP-11). */
  supersede: 'supersede challenge',
  /** The customer reported the device or session that it came from (OTP-34). */
  cancel: 'cancel challenge',
  /** A challenge ran out. */
  expire: 'expire challenge',
} as const;
