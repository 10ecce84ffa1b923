import type { Decision, EventType } from '@countersign/events';
import type { Told } from './story.ts';

/** What a story told, as the record of a decision. */
export const decisionOf = (told: Told, eventType: EventType, rest: Partial<Decision> = {}): Decision => ({
  id: '00000000-0000-5000-8000-000000000000',
  eventId: told.eventId,
  eventType,
  accountId: 'ana',
  eventTime: '2026-03-01T00:00:00Z',
  logTime: '2026-03-01T00:00:00Z',
  action: told.action,
  score: told.score,
  reasons: told.reasons,
  features: told.features,
  unknown: told.unknown,
  policy: { id: 'default', version: 1, digest: 'digest-of-a-test' },
  flags: [],
  degraded: [],
  keys: {},
  position: { partition: 0, offset: 0, outcomes: -1, labels: -1 },
  ...(told.rules.length === 0 ? {} : { rules: [...told.rules] }),
  ...rest,
});
