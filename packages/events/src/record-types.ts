import type { z } from 'zod';
import { challenge } from './records/challenge.ts';
import { contacts } from './records/contacts.ts';
import { decision } from './records/decision.ts';
import { label } from './records/label.ts';
import { modelPublished } from './records/model.ts';
import { outcome } from './records/outcome.ts';
import { policyActivated, policyPublished } from './records/policy.ts';
import { resolution } from './records/resolution.ts';

/** Schema of `data` for every record type that is not an account event, by CloudEvents type. */
export const recordTypes = {
  'decision.made': decision,
  'decision.resolved': resolution,
  'challenge.requested': challenge,
  'challenge.outcome': outcome,
  'label.recorded': label,
  'contacts.changed': contacts,
  'model.published': modelPublished,
  'policy.published': policyPublished,
  'policy.activated': policyActivated,
} as const;

/** CloudEvents type of a record that is not an account event. */
export type RecordType = keyof typeof recordTypes;
/** `data` of a record of type `T`, as it is decoded. */
export type RecordData<T extends RecordType> = z.infer<(typeof recordTypes)[T]>;
