import type { Label } from '@countersign/events';
import type { Profile } from '../profile/profile.ts';
import { recordSeen, withRecord } from '../profile/recent-events.ts';
import { confirmFraud } from './confirm-fraud.ts';
import { confirmLegitimate } from './confirm-legitimate.ts';

/**
 * What the truth about an event teaches. `fraud` distrusts its device, takes back what its network taught and stays in the
 * account's memory; `legitimate` teaches what the account did not believe then and restores its device. Without entity
 * keys a label touches the account only (DEL-21). The same label again changes nothing. `logTimeMs`: epoch milliseconds.
 */
export function learnFromLabel(profile: Profile, label: Label, logTimeMs: number): Profile {
  if (recordSeen(profile, label.id)) return profile;
  const logS = Math.floor(logTimeMs / 1000);
  const noted = { ...profile, recentRecords: withRecord(profile.recentRecords, label.id) };
  return label.label === 'fraud' ? confirmFraud(noted, label, logS) : confirmLegitimate(noted, label, logS);
}
