export * from './authenticator/app-uri.ts';
export * from './authenticator/approval-of.ts';
export * from './authenticator/authenticator-codec.ts';
export * from './authenticator/authenticator-record.ts';
export * from './authenticator/check-app-code.ts';
export * from './authenticator/enrol.ts';
export {
  recoveryCodeBytes,
  recoveryCodePattern,
  recoveryCodes,
  normalRecoveryCode,
} from './authenticator/recovery-code.ts';
export { type AppHmac, appDigits, secretBytes, stepAt, stepCode } from './authenticator/step-code.ts';
export * from './budget/account-budget.ts';
export * from './budget/budget-codec.ts';
export * from './budget/budget-limits.ts';
export * from './budget/conversion-codec.ts';
export * from './budget/conversion.ts';
export * from './budget/phone-area.ts';
export * from './budget/reserve-challenge.ts';
export * from './budget/shared-budget.ts';
export * from './budget/try-delay.ts';
export type * from './channels/message-channel.ts';
export * from './channels/next-channel.ts';
export * from './channels/registry.ts';
export type * from './code/code-mac.ts';
export * from './code/derive-code.ts';
export * from './code/same-bytes.ts';
export * from './contact/email-address.ts';
export * from './contact/known-contacts.ts';
export * from './contact/known-contacts-codec.ts';
export * from './contact/masked-contact.ts';
export * from './contact/normal-contacts.ts';
export * from './contact/phone-number.ts';
export * from './contact/revise-contacts.ts';
export * from './contact/ways-to-reach.ts';
export * from './handover/handover-codec.ts';
export * from './handover/handover.ts';
export * from './handover/is-elsewhere.ts';
export type * from './life/challenge-command.ts';
export type * from './life/challenge-event.ts';
export * from './life/challenge-state.ts';
export * from './life/decide.ts';
export type { Decided, Refused, RefusalReason } from './life/decided.ts';
export * from './life/due-at.ts';
export * from './life/evolve.ts';
export * from './life/limits.ts';
export * from './life/outcomes-of.ts';
export * from './message/catalogue.ts';
export type { MessageIdentity, Reader } from './message/code-message.ts';
export * from './message/plain-words.ts';
export * from './notice/notice.ts';
export * from './notice/notice-codec.ts';
export * from './notice/notice-message.ts';
export * from './message/reference.ts';
export * from './state-codec/byte-reader.ts';
export * from './state-codec/byte-writer.ts';
export * from './state-codec/state-codec.ts';
