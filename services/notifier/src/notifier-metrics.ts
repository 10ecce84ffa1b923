import type { ChallengeAnswer, NotifierObserver } from '@countersign/engine';
import type { Log } from '@countersign/runtime';
import { createInstruments, notifierMetricTable } from '@countersign/telemetry';

/** Counts what a notifier does and logs what failed. Make it after metrics were started. */
export function notifierMetrics(log: Log): NotifierObserver {
  const made = createInstruments(notifierMetricTable);
  return {
    claimed: (purpose) => made.claims.add(1, { purpose }),
    duplicate: () => made.claimDuplicates.add(1, {}),
    deadLetter: (code, topic) => made.notifierDeadLetters.add(1, { code, topic }),
    contactsStored: () => made.contactsStored.add(1, {}),
    contactNameUnknown: (what) => made.contactNamesUnknown.add(1, { what }),
    contactsUnreadable: (reason) => made.contactsUnreadable.add(1, { reason }),
    messageHandedOver(channel, durationMs, reason) {
      made.challengeSends.add(1, { channel, result: reason ?? 'sent' });
      made.challengeSendSeconds.record(durationMs / 1000, { channel });
    },
    notice: (kind, result) => made.notices.add(1, { kind, result }),
    channelRefused: (channel, reason) => made.channelRefusals.add(1, { channel, reason }),
    receipt: (provider, channel, state) => made.receipts.add(1, { provider, channel, state }),
    outcome: (kind) => made.outcomes.add(1, { kind }),
    published: (outcomes) => made.outcomesPublished.add(outcomes, {}),
    answered(operation, answer) {
      made.answers.add(1, { operation, result: resultOf(answer) });
    },
    failed(work, error) {
      made.workFailures.add(1, { work });
      log.warn('Something outside failed; it is tried again.', { work, error });
    },
  };
}

const resultOf = (answer: ChallengeAnswer): string => {
  if (typeof answer === 'string') return answer;
  return 'status' in answer ? answer.status : 'too_soon';
};
